// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the Explore page over made-up data and saves a picture of it: for looking, not for ctest.
//
//     preview FILE.png [--dark] [--size 800x560] [--table] [--hover] [--link 'g0.expr=...']
#include <QApplication>
#include <QCommandLineParser>
#include <QPalette>
#include <QStyleFactory>
#include <QTimer>

#include "data/async_source.h"
#include "data/metric_catalog.h"
#include "explore/explore_page.h"
#include "explore/graph_pane.h"
#include "explore/query_panel.h"
#include "graph/plot_view.h"
#include "ui/explore/demo_source.h"

using namespace hearth;

static QPalette darkPalette() {
    QPalette palette(QColor(0x2b, 0x2b, 0x2b), QColor(0x24, 0x24, 0x24));
    palette.setColor(QPalette::Window, QColor(0x24, 0x24, 0x24));
    palette.setColor(QPalette::Base, QColor(0x1c, 0x1c, 0x1c));
    palette.setColor(QPalette::AlternateBase, QColor(0x22, 0x22, 0x22));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(role, QColor(0xe4, 0xe4, 0xe4));
        palette.setColor(QPalette::Disabled, role, QColor(0x78, 0x78, 0x78));
    }
    palette.setColor(QPalette::PlaceholderText, QColor(0x90, 0x90, 0x90));
    palette.setColor(QPalette::Highlight, QColor(0x3d, 0x8b, 0xe0));
    return palette;
}

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QCommandLineParser options;
    options.addPositionalArgument("file", "Picture to write.");
    options.addOptions({{"dark", "Dark palette."},
                        {"size", "Of the page.", "WxH", "1200x760"},
                        {"hover", "Shows the crosshair."},
                        {"link", "Panels.", "g0...", ""},
                        {"delay", "Milliseconds before the picture.", "ms", "900"}});
    options.process(application);
    if (options.isSet("dark")) {
        QApplication::setPalette(darkPalette());
    }
    ui::AsyncSource source(tests::demoSource());
    ui::MetricCatalog catalog(source);
    ui::ExplorePage page(source, catalog);
    const auto size = options.value("size").split('x');
    page.resize(size[0].toInt(), size[1].toInt());
    page.show();
    const auto link = options.value("link");
    QTimer::singleShot(100, &page, [&] {
        if (!link.isEmpty()) {
            page.restore(link);
        }
    });
    const int delay = options.value("delay").toInt();
    QTimer::singleShot(delay - 200, &page, [&] {
        auto& plot = page.panels().front()->graph().plot();
        if (options.isSet("hover") && plot.data()) {
            const auto window = plot.window();
            plot.setCrosshair(ui::neighbourTime(*plot.data(), window.begin + (window.end - window.begin) / 3, 0));
        }
    });
    QTimer::singleShot(delay, &page, [&] {
        page.grab().save(options.positionalArguments().value(0));
        QApplication::quit();
    });
    return QApplication::exec();
}
