mod motions;
mod preimages;
mod whitelist;
