// SPDX-License-Identifier: GPL-3.0-or-later
// RuleEditPage: how a past becomes a unit test.
#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>
#include <algorithm>

#include "data/async_source.h"
#include "models/plain_text.h"
#include "ruleedit/alert_rows.h"
#include "ruleedit/backtest_pane.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/rule_edit_page.h"
#include "ruleedit/rule_form.h"
#include "ruleedit/rule_yaml.h"
#include "widgets/message_bar.h"

namespace hearth::ui {
namespace {

const QString kUnitTestSlot = QStringLiteral("unit test");
/// Around the firing that a unit test is about.
constexpr model::DurationMs kTestMargin = 10 * model::kMinuteMs;
constexpr model::DurationMs kTestLength = model::kHourMs;

/// The first firing of the alert with what came before and after it; else the newest hour.
model::TimeRange testStretch(const BacktestRun& run, std::optional<std::size_t> alert, model::DurationMs holdFor) {
    if (run.outcome() && alert) {
        for (const auto& span : run.outcome()->alerts[*alert].spans) {
            if (span.firedAt) {
                const auto end = std::min(span.resolvedAt.value_or(run.range().end), *span.firedAt + kTestLength);
                return {std::max(run.range().begin, span.activeAt - kTestMargin - holdFor),
                        std::min(run.range().end, end + kTestMargin)};
            }
        }
    }
    return {std::max(run.range().begin, run.range().end - kTestLength), run.range().end};
}

Result<void> writeFile(const QString& path, const std::string& text) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), static_cast<qint64>(text.size())) < 0 ||
        !file.commit()) {
        return fail(ErrorCode::kIo, path.toStdString() + ": " + file.errorString().toStdString());
    }
    return {};
}

} // namespace

void RuleEditPage::askForUnitTest() {
    auto* dialog = new QFileDialog(this, tr("Save as unit test"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Rule tests (*.yml *.yaml)"));
    dialog->setDefaultSuffix(QStringLiteral("yml"));
    auto name = toQString(m_form->rule().name);
    name.remove(QLatin1Char('/'));
    dialog->selectFile((name.isEmpty() ? QStringLiteral("rule") : name) + QStringLiteral(".test.yml"));
    connect(dialog, &QFileDialog::fileSelected, this, &RuleEditPage::saveUnitTest);
    dialog->open();
}

/// The rule is written beside its test, as it is now: saved or not, the test fits it.
void RuleEditPage::saveUnitTest(const QString& path) {
    if (!m_run->past()) {
        return;
    }
    const QFileInfo test(path);
    auto base = test.completeBaseName();
    base = base.endsWith(QLatin1String(".test")) ? base.chopped(5) : base;
    const auto ruleName = base + QStringLiteral(".rules.yml");
    const auto rulePath = test.path() + QLatin1Char('/') + ruleName;
    const auto rule = m_form->rule();
    const auto stretch =
        testStretch(*m_run, m_pane->currentRow() != nullptr ? m_pane->currentRow()->alert : std::nullopt, rule.holdFor);
    m_source.call(
        this, kUnitTestSlot,
        [past = m_run->past(), stretch, ruleName = ruleName.toStdString(), yaml = ruleYaml(rule, m_groupLabels), path,
         rulePath](datasource::DataSource& source, std::stop_token stop) -> Result<void> {
            const auto text = HEARTH_TRY(past->unitTest(stretch, ruleName, source, std::move(stop)));
            HEARTH_TRY(writeFile(rulePath, yaml));
            return writeFile(path, text);
        },
        [this, path, rulePath](Result<void> saved) {
            if (saved) {
                m_bar->showMessage(MessageBar::Kind::kInformation,
                                   tr("The test is in %1, its rule in %2.").arg(path, rulePath));
            } else {
                tellError(saved.error());
            }
        });
}

} // namespace hearth::ui
