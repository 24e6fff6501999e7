// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "rules/rule_file_edit.h"
#include "yaml/document.h"

using namespace hearth;
using namespace hearth::rules;

namespace {

constexpr const char* kFile = R"(# Ours.
groups:
  - name: disks   # all of them
    interval: 30s
    rules:
      - record: a:b
        expr: sum(b)

      # Full soon.
      - alert: Full
        expr: free < 5   # percent
        for: 600s
        labels:
          severity: "page" # wakes
          team: 'x'
        annotations: {summary: full}
      - alert: Gone
        # who took it?
        expr: |
          absent(free)
            and on () vector(1)
  # Others.
  - name: more
    rules:
      - alert: Odd
        expr: up == 3
)";

RuleDefinition ruleAt(const std::string& text, std::size_t group, std::size_t index) {
    return parseRuleFile(text, "r.yml", {}).value().groups.at(group).rules.at(index);
}

std::string changed(const RulePosition& position, const RuleDefinition& rule) {
    return changeRule(kFile, "r.yml", position, rule, {}).value();
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    return at == std::string::npos ? "not there: " + from : text.replace(at, from.size(), to);
}

std::vector<std::string> linesOf(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

/// The lines of an item of a list: from its dash to the next item, or to the end of the list.
std::pair<std::size_t, std::size_t> reach(const yaml::Node& rules, std::size_t index, std::size_t listEnd) {
    const auto begin = rules.items[index]->at.line - 1;
    return {begin, index + 1 < rules.items.size() ? rules.items[index + 1]->at.line - 1 : listEnd};
}

/// Whether all lines are the same but those of the range.
bool isSameOutside(const std::vector<std::string>& before, const std::vector<std::string>& after,
                   std::pair<std::size_t, std::size_t> range) {
    const auto head = std::ranges::mismatch(before, after).in1 - before.begin();
    const auto tail =
        std::mismatch(before.rbegin(), before.rend(), after.rbegin(), after.rend()).first - before.rbegin();
    return head >= static_cast<std::ptrdiff_t>(range.first) &&
           static_cast<std::ptrdiff_t>(before.size()) - tail <= static_cast<std::ptrdiff_t>(range.second);
}

std::vector<std::filesystem::path> corpus() {
    const std::filesystem::path root = HEARTH_SOURCE_DIR "/../shared/conformance/rule-corpus";
    std::vector<std::filesystem::path> files;
    if (std::filesystem::exists(root)) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            const auto kind = entry.path().extension();
            if (entry.is_regular_file() && (kind == ".yml" || kind == ".yaml" || kind == ".rules")) {
                files.push_back(entry.path());
            }
        }
    }
    return files;
}

} // namespace

/// Single rules change in the text of a file, and nothing else.
class TestRuleFileEdit : public QObject {
    Q_OBJECT

  private slots:
    void oneFieldChangesOneLine();
    void fieldsComeAndGo();
    void labelsChangeOneByOne();
    void flowMapsBecomeLines();
    void longExpressionsBecomeBlocks();
    void rulesAreAddedBehindTheLastOfTheirGroup();
    void groupsAreMade();
    void rulesAndGroupsGo();
    void labelsOfTheGroupStayThere();
    void lineEndsAreKept();
    void flowRulesAreRefused();
    void sharedTextsAreRefused();
    void recordingRulesAreRefused();
    void textsAreReadBackAsTheyWere();
    void rulesOfTheWholeCorpusAreEdited();
};

void TestRuleFileEdit::oneFieldChangesOneLine() {
    auto rule = ruleAt(kFile, 0, 1);
    rule.expr = "free < 7";
    QCOMPARE(changed({"disks", 1}, rule), replaced(kFile, "expr: free < 5   # percent", "expr: free < 7"));
    rule = ruleAt(kFile, 0, 1);
    rule.name = "Nearly";
    QCOMPARE(changed({"disks", 1}, rule), replaced(kFile, "- alert: Full", "- alert: Nearly"));
    QCOMPARE(changed({"disks", 1}, ruleAt(kFile, 0, 1)), std::string(kFile));
}

void TestRuleFileEdit::fieldsComeAndGo() {
    auto rule = ruleAt(kFile, 0, 1);
    rule.holdFor = 0;
    rule.keepFiringFor = 300'000;
    QCOMPARE(changed({"disks", 1}, rule), replaced(replaced(kFile, "        for: 600s\n", ""), "{summary: full}\n",
                                                   "{summary: full}\n        keep_firing_for: 5m\n"));
}

void TestRuleFileEdit::labelsChangeOneByOne() {
    auto rule = ruleAt(kFile, 0, 1);
    rule.labels = {{"severity", "page"}, {"team", "yes"}, {"zone", "it's: here"}};
    QCOMPARE(changed({"disks", 1}, rule),
             replaced(kFile, "team: 'x'\n", "team: 'yes'\n          zone: 'it''s: here'\n"));
    rule.labels = {{"team", "x"}};
    QCOMPARE(changed({"disks", 1}, rule), replaced(kFile, "          severity: \"page\" # wakes\n", ""));
    rule.labels.clear();
    QCOMPARE(changed({"disks", 1}, rule),
             replaced(kFile, "        labels:\n          severity: \"page\" # wakes\n          team: 'x'\n", ""));
}

void TestRuleFileEdit::flowMapsBecomeLines() {
    auto rule = ruleAt(kFile, 0, 1);
    rule.annotations["summary"] = "{{ $value }} left";
    QCOMPARE(changed({"disks", 1}, rule),
             replaced(kFile, "annotations: {summary: full}", "annotations:\n          summary: '{{ $value }} left'"));
}

void TestRuleFileEdit::longExpressionsBecomeBlocks() {
    auto rule = ruleAt(kFile, 0, 2);
    rule.expr = "absent(free)\n  # since when?\n  or up";
    QCOMPARE(changed({"disks", 2}, rule),
             replaced(kFile, "expr: |\n          absent(free)\n            and on () vector(1)\n",
                      "expr: |-\n          absent(free)\n            # since when?\n            or up\n"));
}

void TestRuleFileEdit::rulesAreAddedBehindTheLastOfTheirGroup() {
    RuleDefinition rule{.type = RuleType::kAlerting, .name = "New", .expr = "up == 0"};
    rule.holdFor = 60'000;
    QCOMPARE(addRule(kFile, "r.yml", "disks", rule, {}).value(),
             replaced(kFile, "vector(1)\n", "vector(1)\n      - alert: New\n        expr: up == 0\n        for: 1m\n"));
}

void TestRuleFileEdit::groupsAreMade() {
    const RuleDefinition rule{.type = RuleType::kAlerting, .name = "New", .expr = "up == 0"};
    QCOMPARE(addRule(kFile, "r.yml", "new", rule, {}).value(),
             std::string(kFile) + "  - name: new\n    rules:\n      - alert: New\n        expr: up == 0\n");
    const std::string made = "groups:\n  - name: new\n    rules:\n      - alert: New\n        expr: up == 0\n";
    QCOMPARE(addRule("", "r.yml", "new", rule, {}).value(), made);
    QCOMPARE(addRule("# mine\n", "r.yml", "new", rule, {}).value(), "# mine\n" + made);
    QCOMPARE(addRule("# mine\ngroups: []\n", "r.yml", "new", rule, {}).value(), "# mine\n" + made);
    QCOMPARE(addRule("groups:", "r.yml", "new", rule, {}).value(), made);
}

void TestRuleFileEdit::rulesAndGroupsGo() {
    const auto text = removeRule(kFile, "r.yml", {"disks", 2}, {}).value();
    QVERIFY(!text.contains("Gone") && !text.contains("who took it") && text.contains("# Others."));
    const auto less = removeRule(kFile, "r.yml", {"more", 0}, {}).value();
    QVERIFY(!less.contains("name: more") && less.contains("# Others."));
    const auto none = removeRule("groups:\n- name: a\n  rules:\n  - alert: A\n    expr: up\n", "r.yml", {"a", 0}, {});
    QCOMPARE(none.value(), std::string("groups: []\n"));
    QCOMPARE(removeRule(kFile, "r.yml", {"more", 1}, {}).error().code(), ErrorCode::kNotFound);
}

void TestRuleFileEdit::labelsOfTheGroupStayThere() {
    const std::string text = "groups:\n- name: a\n  labels: {zone: z}\n  rules:\n  - alert: A\n    expr: up\n";
    auto rule = ruleAt(text, 0, 0);
    rule.labels["zone"] = "z";
    QCOMPARE(changeRule(text, "r.yml", {"a", 0}, rule, {}).value(), text);
}

void TestRuleFileEdit::lineEndsAreKept() {
    const std::string text = "groups:\r\n- name: a\r\n  rules:\r\n  - alert: A\r\n    expr: up";
    auto rule = ruleAt(text, 0, 0);
    rule.holdFor = 60'000;
    QCOMPARE(changeRule(text, "r.yml", {"a", 0}, rule, {}).value(), text + "\r\n    for: 1m\r\n");
}

void TestRuleFileEdit::flowRulesAreRefused() {
    const std::string text = "groups: [{name: a, rules: [{alert: A, expr: up}]}]";
    auto rule = ruleAt(text, 0, 0);
    rule.expr = "down";
    const auto refused = changeRule(text, "r.yml", {"a", 0}, rule, {});
    QVERIFY(!refused);
    QVERIFY2(refused.error().message().starts_with("r.yml:1:"), refused.error().message().c_str());
}

void TestRuleFileEdit::sharedTextsAreRefused() {
    const std::string text =
        "groups:\n- name: a\n  rules:\n  - alert: A\n    expr: &e up\n  - alert: B\n    expr: *e\n";
    auto rule = ruleAt(text, 0, 0);
    rule.expr = "down";
    QVERIFY(!changeRule(text, "r.yml", {"a", 0}, rule, {}));
    QVERIFY(!removeRule(text, "r.yml", {"a", 0}, {}));
    QVERIFY(removeRule(text, "r.yml", {"a", 1}, {}));
}

void TestRuleFileEdit::recordingRulesAreRefused() {
    const auto refused = removeRule(kFile, "r.yml", {"disks", 0}, {});
    QVERIFY2(refused.error().message().contains("r.yml:6:"), refused.error().message().c_str());
}

void TestRuleFileEdit::textsAreReadBackAsTheyWere() {
    const std::vector<std::string> texts = {
        "a\nb",   "a\nb\n",    "a\n\nb\n\n", " a\nb",  "a: b",      "# a",        "a #b", "'a'\"b\"",     "- a",
        "yes",    "1e3",       "",           "~",      "null",      "a\tb\nc",    "a\rb", "{{ $value }}", "\xc2\x85x",
        "日本語", "a:",        "%a",         "@a `b`", "a\n# b",    "a\n  b\n c", "\n",   "\x01",         "0x1f",
        "a  ",    "a \nb \n",  "[a]",        "!a",     "&a",        "*a",         "|",    "> a",          "---",
        "...",    "a\n---\nb", "a\\n",       "?",      "2026-01-01"};
    auto rule = ruleAt(kFile, 0, 1);
    for (const auto& text : texts) {
        rule.annotations = {{"summary", text}, {"more", text}};
        const auto edited = changeRule(kFile, "r.yml", {"disks", 1}, rule, {});
        QVERIFY2(edited.has_value(), (text + ": " + (edited ? "" : edited.error().message())).c_str());
        QCOMPARE(ruleAt(*edited, 0, 1), rule);
    }
}

void TestRuleFileEdit::rulesOfTheWholeCorpusAreEdited() {
    const auto files = corpus();
    if (files.empty()) {
        QSKIP("the corpus of rule files is not here");
    }
    std::size_t edits = 0;
    for (const auto& path : files) {
        std::ifstream in(path);
        const std::string text((std::istreambuf_iterator<char>(in)), {});
        const auto before = linesOf(text);
        const auto file = parseRuleFile(text, path, {}).value();
        const auto document = yaml::Document::parse(text, path).value();
        const auto* const list = document.root().find("groups");
        if (list == nullptr) {
            continue; // nothing to change in it
        }
        const auto& groups = *list;
        for (std::size_t g = 0; g < file.groups.size(); ++g) {
            const auto listEnd = g + 1 < groups.items.size() ? groups.items[g + 1]->at.line - 1 : before.size();
            for (std::size_t i = 0; i < file.groups[g].rules.size(); ++i) {
                const bool isLast = i + 1 == file.groups[g].rules.size();
                if (file.groups[g].rules[i].type != RuleType::kAlerting || (i % 4 != 0 && !isLast)) {
                    continue;
                }
                const auto range = reach(*groups.items[g]->find("rules"), i, listEnd);
                const RulePosition position{file.groups[g].name, i};
                auto rule = file.groups[g].rules[i];
                rule.expr = "vector(1)\n  > 0";
                rule.holdFor += 60'000;
                rule.labels["hearth"] = "yes";
                rule.annotations.clear();
                auto wanted = file;
                wanted.groups[g].rules[i] = rule;
                const auto edited = changeRule(text, path, position, rule, {});
                QVERIFY2(edited.has_value(), edited ? "" : edited.error().message().c_str());
                QVERIFY(parseRuleFile(*edited, path, {}).value().groups == wanted.groups);
                QVERIFY2(isSameOutside(before, linesOf(*edited), range), (path.string() + ": " + rule.name).c_str());
                const auto removed = removeRule(text, path, position, {});
                QVERIFY2(removed.has_value(), removed ? "" : removed.error().message().c_str());
                ++edits;
            }
        }
    }
    qInfo("%zu rules of %zu files", edits, files.size());
    QVERIFY(edits > 300);
}

QTEST_GUILESS_MAIN(TestRuleFileEdit)
#include "test_rule_file_edit.moc"
