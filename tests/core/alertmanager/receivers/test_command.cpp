// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <csignal>
#include <thread>

#include "alertmanager/receivers/child_process.h"
#include "core/alertmanager/receivers/receiver_bench.h"

using namespace hearth;
using namespace hearth::alertmanager;
using hearth::tests::ReceiverBench;
using hearth::tests::shown;

namespace {

Result<ChildEnd> run(std::vector<std::string> words, std::string input = {},
                     std::chrono::milliseconds limit = std::chrono::seconds(20)) {
    const std::atomic<bool> stop = false;
    return runChild({.words = std::move(words),
                     .environment = {"PATH=/usr/bin:/bin", "NAME=wörld"},
                     .input = std::move(input),
                     .maxOutputBytes = 1000},
                    SystemClock().monotonic() + limit, stop);
}

} // namespace

class TestCommand : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }

    void aProgramHearsAndSpeaks();
    void itsEnvironmentIsWhatItIsGiven();
    void itInheritsNoOtherDescriptors();
    void itDiesOfABrokenPipeAsProgramsDo();
    void statusesAndSignalsAreTold();
    void outputBeyondTheLimitIsDropped();
    void whoDoesNotListenIsNotWaitedFor();
    void whoHangsIsKilledWithItsChildren();
    void aStopEndsIt();
    void aMissingProgramIsNamed();
    void commandsNeedPermission();
    void alertsStandOnInputAndInTheEnvironment();
    void failuresAreTold_data();
    void failuresAreTold();

  private:
    static Outcome send(ReceiverBench& bench, const std::string& entry);
};

void TestCommand::aProgramHearsAndSpeaks() {
    const auto end = run({"cat"}, std::string(300'000, 'x'));
    QVERIFY(end);
    QCOMPARE(end->exitStatus, 0);
    QCOMPARE(end->output.size(), 1000U);
}

void TestCommand::itsEnvironmentIsWhatItIsGiven() {
    QCOMPARE(shown(run({"env"})->output), QString("PATH=/usr/bin:/bin\nNAME=wörld\n"));
}

void TestCommand::itInheritsNoOtherDescriptors() {
    QCOMPARE(shown(run({"sh", "-c", "cd /proc/self/fd; echo [0-9]* [0-9][0-9]*"})->output.substr(0, 5)),
             QString("0 1 2"));
    QVERIFY(!run({"ls", "/proc/self/fd"})->output.contains('4')); // 3 is the directory that it reads
}

void TestCommand::itDiesOfABrokenPipeAsProgramsDo() {
    QCOMPARE(run({"sh", "-c", "kill -PIPE $$"})->signal, SIGPIPE);
}

void TestCommand::statusesAndSignalsAreTold() {
    QCOMPARE(run({"sh", "-c", "echo out; echo err >&2; exit 3"})->exitStatus, 3);
    QCOMPARE(shown(run({"sh", "-c", "echo out; echo err >&2"})->output), QString("out\nerr\n"));
    QCOMPARE(run({"sh", "-c", "kill -9 $$"})->signal, 9);
}

void TestCommand::outputBeyondTheLimitIsDropped() {
    QCOMPARE(run({"sh", "-c", "head -c 500000 /dev/zero"})->output.size(), 1000U);
}

void TestCommand::whoDoesNotListenIsNotWaitedFor() {
    QCOMPARE(run({"true"}, std::string(1'000'000, 'x'))->exitStatus, 0);
    // What it leaves behind keeps the output open.
    QCOMPARE(run({"sh", "-c", "sleep 30 & echo gone"})->exitStatus, 0);
}

void TestCommand::whoHangsIsKilledWithItsChildren() {
    const auto begin = SystemClock().monotonic();
    const auto end = run({"sh", "-c", "sleep 60 | cat"}, {}, std::chrono::milliseconds(200));
    QVERIFY(!end);
    QCOMPARE(end.error().code(), ErrorCode::kTimeout);
    QVERIFY(SystemClock().monotonic() - begin < std::chrono::seconds(10));
}

void TestCommand::aStopEndsIt() {
    std::atomic<bool> stop = false;
    const std::jthread stopper([&stop] { stop = true; });
    const auto end = runChild({.words = {"sleep", "60"}, .environment = {"PATH=/usr/bin:/bin"}},
                              SystemClock().monotonic() + std::chrono::seconds(60), stop);
    QCOMPARE(end.error().code(), ErrorCode::kCanceled);
}

void TestCommand::aMissingProgramIsNamed() {
    const auto end = run({"/no/such/program"});
    QVERIFY(!end);
    QVERIFY(shown(end.error().message()).startsWith("run /no/such/program: "));
}

Outcome TestCommand::send(ReceiverBench& bench, const std::string& entry) {
    const auto options = ReceiverBench::read(entry);
    if (!options) {
        return {.kind = Outcome::Kind::kFailed, .error = options.error().message()};
    }
    // Programs run in real time.
    const SystemClock clock;
    const IntegrationTools tools{bench.network, bench.files, clock, bench.templates(), seededRandom(1), Log(), true};
    const auto integration = options->receivers[0].integrations[0]->build(tools);
    std::optional<Outcome> outcome;
    integration->send(std::make_shared<const Notification>(ReceiverBench::notification()),
                      clock.monotonic() + std::chrono::seconds(20),
                      [&outcome](Outcome ended) { outcome = std::move(ended); });
    while (!outcome) {
        bench.network.poll({});
        std::this_thread::yield();
    }
    return *outcome;
}

void TestCommand::commandsNeedPermission() {
    ReceiverBench bench;
    const auto outcome = bench.send("command_configs: [{command: [touch, /nowhere]}]");
    QCOMPARE(outcome.kind, Outcome::Kind::kFailed);
    QVERIFY(shown(outcome.error).contains("allowed by a flag"));
}

void TestCommand::alertsStandOnInputAndInTheEnvironment() {
    ReceiverBench bench;
    const auto outcome = send(bench, R"(command_configs:
- command: [sh, -c, 'echo "$HEARTH_STATUS $HEARTH_ALERTS $HEARTH_LABEL_severity $HEARTH_GROUP_LABEL_job $SECRET"; grep -o "\"version\":\"4\""', '$(not a shell)'])");
    QCOMPARE(shown(outcome.error), QString());
    QCOMPARE(shown(outcome.answer), QString("exit status 0: firing 3 critical node  \"version\":\"4\""));
}

void TestCommand::failuresAreTold_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<Outcome::Kind>("kind");
    QTest::addColumn<QString>("error");
    QTest::newRow("status") << "[sh, -c, 'echo no; exit 3']" << Outcome::Kind::kFailed << "sh: exit status 3: no";
    QTest::newRow("later") << "[sh, -c, 'exit 75']" << Outcome::Kind::kRetry << "sh: exit status 75";
    QTest::newRow("signal") << "[sh, -c, 'kill -9 $$']" << Outcome::Kind::kFailed << "sh: ended by signal 9";
    QTest::newRow("late") << "[sleep, '60'], timeout: 100ms" << Outcome::Kind::kFailed
                          << "sleep did not end in time and was killed";
}

void TestCommand::failuresAreTold() {
    QFETCH(QString, command);
    QFETCH(Outcome::Kind, kind);
    QFETCH(QString, error);
    ReceiverBench bench;
    const auto outcome = send(bench, "command_configs: [{command: " + command.toStdString() + "}]");
    QCOMPARE(outcome.kind, kind);
    QCOMPARE(shown(outcome.error), error);
}

QTEST_GUILESS_MAIN(TestCommand)
#include "test_command.moc"
