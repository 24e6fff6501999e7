// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <QTest>

#include "tool/amtool_settings.h"
#include "tool_fixture.h"

using namespace hearth;
using namespace hearth::app::tool;

namespace {

const std::string kFolder = HEARTH_SOURCE_DIR "/../shared/conformance/amtool/config/testdata/";

/// A command with flags as amtool has them.
struct Program {
    Program() {
        parser.add_option("--url", url);
        auto& add = *parser.add_subcommand("add");
        add.add_option("--id", id)->required();
        add.add_flag("--require-comment,!--no-require-comment", requireComment);
        add.add_option("--workers", workers);
    }

    CLI::App parser{"", "program"};
    std::string url;
    std::string id;
    bool requireComment = true;
    int workers = 1;
};

} // namespace

/// The settings files of amtool as defaults of flags.
class TestAmtoolSettings : public QObject {
    Q_OBJECT

  private slots:
    void theEarlierFileCounts() {
        testing::ToolFixture fixture;
        auto& files = fixture.context().files;
        if (!files.isDirectory(kFolder)) {
            QSKIP("the shared conformance data are not here");
        }
        const auto good1 = kFolder + "amtool.good1.yml";
        const auto good2 = kFolder + "amtool.good2.yml";
        QVERIFY(readAmtoolSettings(files, {})->empty());
        QVERIFY((*readAmtoolSettings(files, {good1, good2}) ==
                 FlagSettings{{"id", "id1"}, {"old-id", "id2"}, {"url", "url1"}}));
        QVERIFY((*readAmtoolSettings(files, {good2, kFolder + "none.yml"}) ==
                 FlagSettings{{"old-id", "id2"}, {"url", "url2"}}));
        const auto bad = readAmtoolSettings(files, {good1, kFolder + "amtool.bad.yml"});
        QVERIFY(!bad);
        QVERIFY2(bad.error().message().ends_with("amtool.bad.yml:1:1: expected a map of flags and their values"),
                 bad.error().message().c_str());
    }

    void badFilesSayWhere() {
        testing::ToolFixture fixture;
        const auto path = fixture.write("config.yml", "url: a\nid: [b]\n");
        const auto read = readAmtoolSettings(fixture.context().files, {path});
        QVERIFY(!read);
        QCOMPARE(read.error().message(), path + ":2:5: id: expected text, found a list");
    }

    void theOldNameOfAFlagIsKnown() {
        testing::ToolFixture fixture;
        const auto old = fixture.write("old.yml", "comment_required: false\n");
        const auto both = fixture.write("both.yml", "comment_required: false\nrequire-comment: true\n");
        QVERIFY((*readAmtoolSettings(fixture.context().files, {old}) == FlagSettings{{"require-comment", "false"}}));
        QVERIFY((*readAmtoolSettings(fixture.context().files, {both}) == FlagSettings{{"require-comment", "true"}}));
    }

    void theCommandLineGoesBeforeTheSettings() {
        const FlagSettings settings{{"url", "a"}, {"id", "b"}, {"require-comment", "false"}, {"other", "x"}};
        Program silent;
        QVERIFY(applySettings(settings, silent.parser).has_value());
        silent.parser.parse("add", false);
        QCOMPARE(silent.url, std::string("a"));
        QCOMPARE(silent.id, std::string("b"));
        QVERIFY(!silent.requireComment);
        Program told;
        QVERIFY(applySettings(settings, told.parser).has_value());
        told.parser.parse("--url c add --id d --require-comment", false);
        QCOMPARE(told.url, std::string("c"));
        QCOMPARE(told.id, std::string("d"));
        QVERIFY(told.requireComment);
    }

    void aValueThatAFlagDoesNotTakeIsRefused() {
        Program program;
        const auto applied = applySettings({{"workers", "many"}}, program.parser);
        QVERIFY(!applied);
        QVERIFY2(applied.error().message().starts_with("settings of amtool: workers: "),
                 applied.error().message().c_str());
    }

    void thePersonGoesBeforeTheMachine() {
        const auto paths = amtoolSettingsFiles([](const std::string& name) -> std::optional<std::string> {
            return name == "HOME" ? std::optional<std::string>("/home/me") : std::nullopt;
        });
        QVERIFY((paths == std::vector<std::string>{"/home/me/.config/amtool/config.yml",
                                                   "/home/me/.config/prometheus/amtool.yml", "/etc/amtool/config.yml",
                                                   "/etc/prometheus/amtool.yml"}));
    }
};

QTEST_GUILESS_MAIN(TestAmtoolSettings)
#include "test_amtool_settings.moc"
