// Asks for the score with axios, as software written for the vendor does, and prints what came.

import axios from 'axios';

const { BASE, TOKEN } = process.env;
const client = axios.create({ baseURL: BASE, headers: { Authorization: `Bearer ${TOKEN}` }, proxy: false });
const posted = await client.post('/services/riskOfBlocking');
const withBody = await client.post('/services/riskOfBlocking', { any: 'body' });
const got = await client.get('/services/riskOfBlocking');
const refused = await axios
  .get(`${BASE}/services/riskOfBlocking`, { proxy: false })
  .catch((error) => error.response);
console.log(JSON.stringify([posted.data, withBody.data, got.data, refused.status, refused.data.error.code]));
