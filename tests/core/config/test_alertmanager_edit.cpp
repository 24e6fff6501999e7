// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <algorithm>

#include "base/file_system.h"
#include "config/alertmanager.h"
#include "config/alertmanager_edit.h"

using namespace hearth;
using namespace hearth::config;

namespace {

constexpr std::string_view kFile = R"(# My alerts.
global:
  smtp_from: "hearth@example.org"   # ours
  smtp_smarthost: localhost:25

route:
  receiver: mail      # everything
  group_by: [alertname]
  routes:
    # Wake me.
    - matchers: [severity="critical"]
      receiver: phone
      continue: true

    - matchers:
        - severity="warning"
      receiver: desk

receivers:
# The letter box.
- name: mail
  email_configs:
  - to: me@example.org   # private
    send_resolved: true
    # two languages
    headers:
      Subject: "alert"
- name: phone
  webhook_configs:
    - url: http://127.0.0.1/hook
- name: desk
  webhook_configs:
    - url: http://127.0.0.1/desk
    - url: http://127.0.0.1/second

# The end.
)";

/// What differs, line by line: `-old` and `+new`.
QStringList differences(std::string_view before, const std::string& after) {
    const auto linesOf = [](std::string_view text) {
        return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).split('\n');
    };
    auto old = linesOf(before);
    QStringList out;
    for (const auto& line : linesOf(after)) {
        const auto at = old.indexOf(line);
        if (at < 0) {
            out << "+" + line;
            continue;
        }
        for (int i = 0; i < at; ++i) {
            out << "-" + old.takeFirst();
        }
        old.removeFirst();
    }
    for (const auto& line : old) {
        out << "-" + line;
    }
    std::ranges::stable_sort(out, [](const QString& left, const QString& right) { return left[0] > right[0]; });
    return out;
}

QString errorOf(const Result<std::string>& result) {
    return result ? QString("no error") : QString::fromStdString(result.error().message());
}

void mustParse(const Result<std::string>& text) {
    QVERIFY2(text.has_value(), qPrintable(errorOf(text)));
    PosixFileSystem files;
    const auto options = parseAlertmanager(*text, "am.yml", machineDialect(files));
    if (!options) {
        QFAIL(qPrintable(QString::fromStdString(options.error().message() + "\n" + *text)));
    }
}

} // namespace

class TestAlertmanagerEdit : public QObject {
    Q_OBJECT

  private slots:
    void aChangedEntryKeepsAllElse();
    void aFirstKeyIsChangedBehindItsDash();
    void aKeyIsRemovedWithItsLines();
    void anEntryIsAddedToAReceiver();
    void aKindIsAddedToAReceiver();
    void aReceiverIsAddedBehindTheLast();
    void anEntryIsRemoved();
    void aReceiverGoesWithItsLastEntry();
    void aReceiverThatARouteNamesStays();
    void routesAreAddedWhereTheyAreWanted();
    void aFirstRouteIsAdded();
    void routesAreRemoved();
    void theLastRouteTakesItsListAlong();
    void aRouteMovesWithItsComments();
    void routesBetweenMoveByOne();
    void whatCannotBeMovedIsLeft();
    void theDefaultReceiverIsChanged();
    void aTimeIntervalIsAddedThenChanged();
    void whatIsWrittenInOneLineIsRefusedWithItsPlace();
    void whatIsMissingIsNotFound();
    void windowsLineEndsStay();
};

void TestAlertmanagerEdit::aChangedEntryKeepsAllElse() {
    const auto text = changeReceiverEntry(kFile, "am.yml", {"mail", "email_configs", 0},
                                          {{"send_resolved", "false"}, {"smarthost", "mail.example.org:587"}});
    mustParse(text);
    QCOMPARE(differences(kFile, *text), QStringList({"-    send_resolved: true", "+    send_resolved: false",
                                                     "+    smarthost: mail.example.org:587"}));
}

void TestAlertmanagerEdit::aFirstKeyIsChangedBehindItsDash() {
    const auto text = changeReceiverEntry(kFile, "am.yml", {"mail", "email_configs", 0}, {{"to", "you@example.org"}});
    mustParse(text);
    QCOMPARE(differences(kFile, *text),
             QStringList({"-  - to: me@example.org   # private", "+  - to: you@example.org   # private"}));
}

void TestAlertmanagerEdit::aKeyIsRemovedWithItsLines() {
    const auto text = changeReceiverEntry(kFile, "am.yml", {"mail", "email_configs", 0}, {{"headers", {}, true}});
    mustParse(text);
    QCOMPARE(differences(kFile, *text), QStringList({"-    headers:", "-      Subject: \"alert\""}));
}

void TestAlertmanagerEdit::anEntryIsAddedToAReceiver() {
    const auto text = addReceiverEntry(kFile, "am.yml", "mail", "email_configs",
                                       {{"to", "two@example.org"}, {"send_resolved", "true"}});
    mustParse(text);
    QCOMPARE(differences(kFile, *text), QStringList({"+  - to: two@example.org", "+    send_resolved: true"}));
}

void TestAlertmanagerEdit::aKindIsAddedToAReceiver() {
    const auto text =
        addReceiverEntry(kFile, "am.yml", "phone", "ntfy_configs", {{"topic", "x"}, {"token_file", "secrets/t"}});
    mustParse(text);
    QCOMPARE(differences(kFile, *text),
             QStringList({"+  ntfy_configs:", "+    - topic: x", "+      token_file: secrets/t"}));
}

void TestAlertmanagerEdit::aReceiverIsAddedBehindTheLast() {
    const auto text =
        addReceiverEntry(kFile, "am.yml", "new: one", "ntfy_configs", {{"topic", "x"}, {"token_file", "secrets/t"}});
    mustParse(text);
    QCOMPARE(differences(kFile, *text), QStringList({"+- name: 'new: one'", "+  ntfy_configs:", "+    - topic: x",
                                                     "+      token_file: secrets/t"}));
    QVERIFY(text->ends_with("# The end.\n"));
    mustParse(addReceiverEntry(kFile, "am.yml", "bare", "desktop_configs", {}));
}

void TestAlertmanagerEdit::anEntryIsRemoved() {
    const auto text = removeReceiverEntry(kFile, "am.yml", {"desk", "webhook_configs", 0});
    mustParse(text);
    QCOMPARE(differences(kFile, *text), QStringList({"-    - url: http://127.0.0.1/desk"}));
}

void TestAlertmanagerEdit::aReceiverGoesWithItsLastEntry() {
    const auto with = addReceiverEntry(kFile, "am.yml", "spare", "ntfy_configs", {{"topic", "x"}});
    const auto text = removeReceiverEntry(*with, "am.yml", {"spare", "ntfy_configs", 0});
    mustParse(text);
    QCOMPARE(differences(kFile, *text), QStringList());
}

void TestAlertmanagerEdit::aReceiverThatARouteNamesStays() {
    const auto text = removeReceiverEntry(kFile, "am.yml", {"phone", "webhook_configs", 0});
    QVERIFY(!text && text.error().code() == ErrorCode::kConflict);
    QVERIFY2(errorOf(text).contains("phone"), qPrintable(errorOf(text)));
}

void TestAlertmanagerEdit::routesAreAddedWhereTheyAreWanted() {
    const EntryLines lines{"matchers: ['team=\"db\"']", "receiver: phone"};
    const auto first = addRouteLine(kFile, "am.yml", 0, lines);
    mustParse(first);
    QVERIFY(first->find("team") < first->find("critical"));
    const auto last = addRouteLine(kFile, "am.yml", 2, lines);
    mustParse(last);
    QVERIFY(last->find("team") > last->find("receiver: desk"));
    QCOMPARE(differences(kFile, *last), QStringList({"+    - matchers: ['team=\"db\"']", "+      receiver: phone"}));
}

void TestAlertmanagerEdit::aFirstRouteIsAdded() {
    constexpr std::string_view kSmall = "route:\n  receiver: a\nreceivers:\n  - name: a\n";
    const auto text = addRouteLine(kSmall, "am.yml", 0, {"matchers: ['a=\"b\"']", "receiver: a"});
    mustParse(text);
    QCOMPARE(*text, std::string("route:\n  receiver: a\n  routes:\n    - matchers: ['a=\"b\"']\n      receiver: a\n"
                                "receivers:\n  - name: a\n"));
}

void TestAlertmanagerEdit::routesAreRemoved() {
    const auto text = removeRouteLine(kFile, "am.yml", 1);
    mustParse(text);
    QCOMPARE(differences(kFile, *text),
             QStringList({"-    - matchers:", "-        - severity=\"warning\"", "-      receiver: desk"}));
}

void TestAlertmanagerEdit::theLastRouteTakesItsListAlong() {
    const auto one = removeRouteLine(kFile, "am.yml", 1);
    const auto none = removeRouteLine(*one, "am.yml", 0);
    mustParse(none);
    QVERIFY(!none->contains("routes:"));
}

void TestAlertmanagerEdit::aRouteMovesWithItsComments() {
    const auto moved = moveRouteLine(kFile, "am.yml", 0, 1);
    mustParse(moved);
    constexpr std::string_view kBefore = R"(    # Wake me.
    - matchers: [severity="critical"]
      receiver: phone
      continue: true

    - matchers:
        - severity="warning"
      receiver: desk
)";
    constexpr std::string_view kAfter = R"(    - matchers:
        - severity="warning"
      receiver: desk

    # Wake me.
    - matchers: [severity="critical"]
      receiver: phone
      continue: true
)";
    std::string expected(kFile);
    expected.replace(expected.find(kBefore), kBefore.size(), kAfter);
    QCOMPARE(*moved, expected);
    QCOMPARE(*moveRouteLine(*moved, "am.yml", 1, 0), std::string(kFile));
    QCOMPARE(*moveRouteLine(kFile, "am.yml", 1, 1), std::string(kFile));
}

void TestAlertmanagerEdit::routesBetweenMoveByOne() {
    const std::string head = "route:\r\n  receiver: a\r\n  routes:\r\n";
    const std::string one = "  - receiver: a\r\n    continue: true\r\n    # of the first\r\n";
    const std::string two = "  - receiver: b # two\r\n";
    const std::string three = "  # the third\r\n  - {receiver: c,\r\n     continue: true}\r\n";
    const std::string tail = "\r\nreceivers: [{name: a}, {name: b}, {name: c}]\r\n";
    const auto text = head + one + two + three + tail;
    mustParse(text);
    QCOMPARE(*moveRouteLine(text, "am.yml", 2, 0), head + three + one + two + tail);
    QCOMPARE(*moveRouteLine(text, "am.yml", 0, 2), head + two + three + one + tail);
    QCOMPARE(*moveRouteLine(text, "am.yml", 1, 0), head + two + one + three + tail);
}

void TestAlertmanagerEdit::whatCannotBeMovedIsLeft() {
    QVERIFY(moveRouteLine(kFile, "am.yml", 0, 2).error().code() == ErrorCode::kNotFound);
    QVERIFY(moveRouteLine("route: {receiver: a}\n", "am.yml", 0, 1).error().code() == ErrorCode::kNotFound);
    const std::string flow = "route:\n  receiver: a\n  routes: [{receiver: a}, {receiver: b}]\n";
    QVERIFY(moveRouteLine(flow, "am.yml", 0, 1).error().code() == ErrorCode::kUnsupported);
    const std::string apart =
        "route:\n  receiver: a\n  routes:\n  -\n    receiver: a\n    continue: true\n  - receiver: b\n";
    for (const auto& text : {moveRouteLine(apart, "am.yml", 1, 0), removeRouteLine(apart, "am.yml", 0)}) {
        QVERIFY(!text && text.error().code() == ErrorCode::kUnsupported);
        QVERIFY2(errorOf(text).startsWith("am.yml:5:5: "), qPrintable(errorOf(text)));
    }
}

void TestAlertmanagerEdit::theDefaultReceiverIsChanged() {
    const auto text = setRouteKeys(kFile, "am.yml", std::nullopt, {{"receiver", "desk"}});
    mustParse(text);
    QCOMPARE(differences(kFile, *text),
             QStringList({"-  receiver: mail      # everything", "+  receiver: desk      # everything"}));
}

void TestAlertmanagerEdit::aTimeIntervalIsAddedThenChanged() {
    const EntryLines night{"- weekdays: [monday]", "  times:", "    - start_time: \"22:00\"",
                           "      end_time: \"24:00\""};
    const auto added = putTimeInterval(kFile, "am.yml", "night", night);
    mustParse(added);
    const auto muted = setRouteKeys(*added, "am.yml", 1, {{"mute_time_intervals", "['night']"}});
    mustParse(muted);
    auto changed = night;
    changed[0] = "- weekdays: [monday, tuesday]";
    const auto text = putTimeInterval(*muted, "am.yml", "night", changed);
    mustParse(text);
    QCOMPARE(differences(*muted, *text),
             QStringList({"-      - weekdays: [monday]", "+      - weekdays: [monday, tuesday]"}));
}

void TestAlertmanagerEdit::whatIsWrittenInOneLineIsRefusedWithItsPlace() {
    constexpr std::string_view kDense =
        "route: {receiver: a}\nreceivers:\n  - {name: a, webhook_configs: [{url: http://x/}]}\n";
    for (const auto& text : {setRouteKeys(kDense, "am.yml", std::nullopt, {{"receiver", "b"}}),
                             addReceiverEntry(kDense, "am.yml", "a", "webhook_configs", {{"url", "http://y/"}}),
                             changeReceiverEntry(kDense, "am.yml", {"a", "webhook_configs", 0}, {{"url", "x"}})}) {
        QVERIFY(!text && text.error().code() == ErrorCode::kUnsupported);
        QVERIFY2(errorOf(text).startsWith("am.yml:"), qPrintable(errorOf(text)));
    }
}

void TestAlertmanagerEdit::whatIsMissingIsNotFound() {
    QVERIFY(removeRouteLine(kFile, "am.yml", 2).error().code() == ErrorCode::kNotFound);
    QVERIFY(changeReceiverEntry(kFile, "am.yml", {"mail", "email_configs", 1}, {}).error().code() ==
            ErrorCode::kNotFound);
    QVERIFY(changeReceiverEntry("- 1\n", "am.yml", {"mail", "email_configs", 1}, {}).error().code() ==
            ErrorCode::kInvalidArgument);
}

void TestAlertmanagerEdit::windowsLineEndsStay() {
    const auto text =
        addRouteLine("route:\r\n  receiver: a\r\nreceivers:\r\n  - name: a\r\n", "am.yml", 0, {"receiver: a"});
    mustParse(text);
    QCOMPARE(QString::fromStdString(*text).count("\r\n"), QString::fromStdString(*text).count('\n'));
}

QTEST_GUILESS_MAIN(TestAlertmanagerEdit)
#include "test_alertmanager_edit.moc"
