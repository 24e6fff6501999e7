// SPDX-License-Identifier: GPL-3.0-or-later
/// Draws Home over a made-up machine into PNG files, to be looked at. Not a test.
///
///     QT_QPA_PLATFORM=offscreen preview_home OUT_FOLDER
#include <functional>

#include "data/async_source.h"
#include "home/home_page.h"
#include "home/next_steps.h"
#include "ui/support/fake_server.h"
#include "ui/support/preview_studio.h"

#include <QAction>

namespace {

using namespace hearth;

struct Scene {
    QString name;
    QSize size{1080, 700};
    tests::PreviewLook look{};
    std::function<void(tests::FakeServer&)> prepare{};
};

void draw(const Scene& scene, tests::PreviewStudio& studio) {
    studio.wear(scene.look);
    auto server = std::make_shared<tests::FakeServer>();
    if (scene.prepare) {
        scene.prepare(*server);
    }
    ui::AsyncSource source(server);
    ui::HomePage page(source);
    QAction steps(QStringLiteral("Getting started"));
    page.nextSteps().setSteps({&steps});
    page.setRulesNote(true);
    page.resize(scene.size);
    page.show();
    tests::PreviewStudio::wait(300);
    studio.save(page, scene.name);
}

void starter(tests::FakeServer& server) {
    server.alertWorld.ruleFile = "/home/anna/.config/hearth/rules/starter.yml";
    server.alertWorld.groupCount = 18;
}

void beginning(tests::FakeServer& server) {
    server.beginning = true;
}

void none(tests::FakeServer& server) {
    server.hasHost = false;
}

void failing(tests::FakeServer& server) {
    server.failing = true;
    server.failureCode = ErrorCode::kTimeout;
    server.failure = "nas:9090 did not answer within 10 s";
}

void hostile(tests::FakeServer& server) {
    server.hostileText =
        "<h1>x</h1><img src=\"file:///etc/passwd\"> & a rather long name that goes on and on\n\u202e\U0001f525";
}

} // namespace

int main(int argc, char** argv) {
    tests::PreviewStudio studio(argc, argv);
    struct State {
        const char* name;
        void (*prepare)(tests::FakeServer&);
    };
    const tests::PreviewLook dark{.dark = true};
    const tests::PreviewLook japanese{.japanese = true};
    for (const auto& [name, prepare] :
         {State{"healthy", [](tests::FakeServer&) {}}, State{"newcomer", starter}, State{"beginning", beginning},
          State{"none", none}, State{"failing", failing}, State{"hostile", hostile}}) {
        const auto text = QString::fromLatin1(name);
        draw({text, {1080, 700}, {}, prepare}, studio);
        draw({text + QStringLiteral("-dark"), {1080, 700}, dark, prepare}, studio);
        draw({text + QStringLiteral("-ja"), {1080, 700}, japanese, prepare}, studio);
        draw({text + QStringLiteral("-narrow"), {620, 480}, {}, prepare}, studio);
        draw({text + QStringLiteral("-narrow-ja"), {620, 480}, japanese, prepare}, studio);
        draw({text + QStringLiteral("-wide"), {1430, 800}, {}, prepare}, studio);
    }
    return 0;
}
