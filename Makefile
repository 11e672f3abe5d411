# La Trousse à Projets. Everything is done by the small package bootstrap/; this file only names the commands.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))) python3)

export ARGS C

.DEFAULT_GOAL := help
.PHONY: help run reset test check verify bench bench-forecast bench-allocation manage

help: ## ce que l’on peut faire ici
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## tout préparer, ouvrir le site, sa démo et sa banque d’essai (Ctrl-C arrête tout)
	@$(PYTHON) -m bootstrap run

reset: ## vider la base et refaire la démo
	@$(PYTHON) -m bootstrap reset

test: ## toute la suite, parcours dans le navigateur compris (ARGS="tests/money -k refund")
	@$(PYTHON) -m bootstrap test

check: ## style, types, sens des imports, migrations, gabarits
	@$(PYTHON) -m bootstrap check

verify: ## le même code sur les vrais fichiers de ../shared/, s’il est là
	@$(PYTHON) -m bootstrap verify

bench: ## vitesse et passage à l’échelle
	@$(PYTHON) -m bootstrap bench

bench-forecast: ## prévisions, à côté des chiffres publiés ; refait le tableau de docs/forecast.md
	@ARGS=forecast $(PYTHON) -m bootstrap bench

bench-allocation: ## répartition et saisons, à côté des règles simples ; refait les tableaux de docs/allocation.md
	@ARGS="allocation season" $(PYTHON) -m bootstrap bench

manage: ## une commande Django sur la base de la démo (C="check_books")
	@$(PYTHON) -m bootstrap manage
