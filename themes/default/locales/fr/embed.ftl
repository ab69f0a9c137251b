# Ce qui entoure ce que d’autres sites montrent dans leurs pages.

embed-from = Le voir chez { $club }
