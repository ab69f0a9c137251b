DROP TABLE photos_portfolio_pieces;
DROP TABLE photos_portfolios;
