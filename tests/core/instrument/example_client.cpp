// SPDX-License-Identifier: GPL-3.0-or-later
// A whole program with metrics of its own: it needs hearth_instrument to count and hearth_exposition to print, nothing
// else of Hearth. A real one would answer GET /metrics with what this one prints.
#include <cstdio>
#include <string>

#include "exposition/negotiation.h"
#include "instrument/registry.h"

namespace {

struct ShopMetrics {
    explicit ShopMetrics(hearth::instrument::Registry& registry)
        : orders(registry.counter("shop_orders_total", "Orders taken.", {{"kind", "tea"}}))
        , stock(registry.gauge("shop_stock", "Boxes on the shelf."))
        , prices(registry.histogram("shop_order_price_euros", "Prices of orders.", {5, 10, 50}))
        , waiting(registry.summary("shop_waiting_seconds", "How long customers waited.", {0.5, 0.9})) {}

    hearth::instrument::Counter& orders;
    hearth::instrument::Gauge& stock;
    hearth::instrument::Histogram& prices;
    hearth::instrument::Summary& waiting;
};

void serve(ShopMetrics& metrics, double price, double waitedSeconds) {
    metrics.orders.increment();
    metrics.stock.add(-1);
    metrics.prices.observe(price);
    metrics.waiting.observe(waitedSeconds);
}

} // namespace

int main(int argc, char** argv) {
    hearth::instrument::Registry registry;
    const auto process = registry.onGather(hearth::instrument::appendProcessMetrics);
    ShopMetrics metrics(registry);
    metrics.stock.set(40);
    serve(metrics, 4.5, 2);
    serve(metrics, 12, 4);
    serve(metrics, 99, 4);

    const std::string accept = argc > 1 ? argv[1] : "";
    const auto format = hearth::exposition::negotiate(accept, hearth::exposition::Offer::kTextAndOpenMetrics);
    std::string body;
    format.write(body, registry.gather());
    std::fputs(body.c_str(), stdout);
    return 0;
}
