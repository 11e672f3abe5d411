"""La Trousse à Projets, the solidarity crowdfunding platform of French schools."""
