// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/past_summary.h"

#include <QLabel>
#include <QVBoxLayout>

#include "models/plain_text.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/outcome_text.h"
#include "widgets/plain_label.h"

namespace hearth::ui {
namespace {

constexpr std::size_t kShownProblems = 3;

} // namespace

PastSummary::PastSummary(QWidget* parent)
    : QWidget(parent) {
    m_firings = plainLabel(this);
    m_messages = plainLabel(this);
    m_problems = plainLabel(this);
    m_note = plainLabel(this);
    auto bold = font();
    bold.setBold(true);
    m_firings->setFont(bold);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    for (auto* label : {m_firings, m_messages, m_problems, m_note}) {
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        label->hide();
        column->addWidget(label);
    }
}

void PastSummary::show(QLabel& label, const QString& text) {
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

void PastSummary::showRun(const BacktestRun& run) {
    const auto& outcome = *run.outcome();
    show(*m_firings, OutcomeText::firings(outcome, run.judged(), run.range().end));
    show(*m_messages, outcome.firings == 0 ? QString()
                      : run.messages()     ? OutcomeText::messages(*run.messages())
                                           : tr("Finding out which notifications would have gone out…"));
    show(*m_problems, problemsOf(run).join(QLatin1Char('\n')));
}

QStringList PastSummary::problemsOf(const BacktestRun& run) const {
    const auto& problems = run.outcome()->problems;
    QStringList lines;
    for (std::size_t i = 0; i < std::min(problems.size(), kShownProblems); ++i) {
        lines << toQString(problems[i]);
    }
    if (problems.size() > kShownProblems) {
        lines << tr("and %Ln more", "problems", static_cast<int>(problems.size() - kShownProblems));
    }
    if (run.undrawn() > 0) {
        lines << tr("%Ln series are evaluated but not drawn.", nullptr, static_cast<int>(run.undrawn()));
    }
    return lines;
}

void PastSummary::clear() {
    for (auto* label : {m_firings, m_messages, m_problems}) {
        show(*label, {});
    }
}

void PastSummary::setNote(const QString& note) {
    show(*m_note, note);
}

QString PastSummary::text() const {
    return (m_firings->text() + QLatin1Char(' ') + m_messages->text()).trimmed();
}

} // namespace hearth::ui
