// SPDX-License-Identifier: GPL-3.0-or-later
// RuleEditPage: how rules are saved, deleted and copied.
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPushButton>

#include "datasource/desktop.h"
#include "models/plain_text.h"
#include "ruleedit/difference_view.h"
#include "ruleedit/finding_list.h"
#include "ruleedit/rule_edit_page.h"
#include "ruleedit/rule_form.h"
#include "ruleedit/rule_yaml.h"
#include "widgets/message_bar.h"

namespace hearth::ui {
namespace {

const QString kSaveSlot = QStringLiteral("save");

} // namespace

void RuleEditPage::setBusy(bool busy) {
    m_busy = busy;
    updateButtons();
}

void RuleEditPage::tellError(const Error& error) {
    m_bar->showMessage(MessageBar::Kind::kError, toQString(error.message()));
}

void RuleEditPage::copyYaml() {
    QApplication::clipboard()->setText(toQString(ruleYaml(m_form->rule(), m_groupLabels)));
    m_bar->showMessage(MessageBar::Kind::kInformation,
                       tr("The rule is in the clipboard, as a file that Prometheus reads."));
}

void RuleEditPage::save() {
    if (!m_savable) {
        return copyYaml(); // by the key: the button is not there
    }
    const auto rule = m_form->rule();
    if (rule.name.empty() || rule.expression.empty() || !m_form->durationsAreRight()) {
        m_bar->showMessage(MessageBar::Kind::kError, rule.name.empty()         ? tr("Give the rule a name first.")
                                                     : rule.expression.empty() ? tr("Write an expression first.")
                                                                               : tr("A duration is wrong."));
        m_form->focusField({rule.name.empty()         ? datasource::RuleFinding::Field::kName
                            : rule.expression.empty() ? datasource::RuleFinding::Field::kExpression
                                                      : datasource::RuleFinding::Field::kFor,
                            {},
                            {},
                            0,
                            0,
                            {}});
        return;
    }
    prepare(false);
}

void RuleEditPage::remove() {
    prepare(true);
}

/// Finds out what would happen to the file; nothing is written yet.
void RuleEditPage::prepare(bool removes) {
    auto* editing = m_host.ruleEditing();
    if (editing == nullptr || m_busy || !m_savable || (removes && !m_original.place)) {
        return;
    }
    if (!m_isGroupKnown) {
        m_waiting = removes; // the rule may hold labels of its group yet
        return;
    }
    setBusy(true);
    m_workers.call(
        this, kSaveSlot,
        [editing, removes, rule = current()](const std::stop_token& /*stop*/) -> Result<Pending> {
            auto change = HEARTH_TRY(removes ? editing->remove(*rule.place) : editing->draft(rule.draft, rule.place));
            return Pending{std::move(change), removes, rule};
        },
        [this](Result<Pending> pending) {
            setBusy(false);
            if (!pending) {
                return tellError(pending.error());
            }
            takeChange(*std::move(pending));
        });
}

void RuleEditPage::takeChange(Pending pending) {
    if (pending.change.before == pending.change.after) {
        m_bar->showMessage(MessageBar::Kind::kInformation, tr("Nothing has changed."));
        return;
    }
    pending.change.byHand ? askFirst(std::move(pending)) : write(std::move(pending));
}

void RuleEditPage::askFirst(Pending pending) {
    m_difference->setDifference(differenceOf(pending.change.before, pending.change.after));
    m_differenceTitle->setText(tr("%1 is written by hand. This would change:").arg(toQString(pending.change.file)));
    m_agree->setText(pending.removes ? tr("Delete from file") : tr("Save to file"));
    m_pending = std::move(pending);
    m_differenceBox->show();
    m_agree->setFocus(Qt::OtherFocusReason);
    updateButtons();
}

void RuleEditPage::write(Pending pending) {
    auto* editing = m_host.ruleEditing();
    setBusy(true);
    m_workers.call(
        this, kSaveSlot,
        [editing, change = pending.change](std::stop_token stop) { return editing->save(change, std::move(stop)); },
        [this, pending](Result<void> saved) {
            setBusy(false);
            if (saved) {
                return written(pending);
            }
            m_bar->showMessage(MessageBar::Kind::kError,
                               tr("Not saved, the former rules run on: %1").arg(toQString(saved.error().message())));
        });
}

void RuleEditPage::written(const Pending& pending) {
    m_undo = pending;
    std::swap(m_undo->change.before, m_undo->change.after);
    const auto name = toQString(pending.rule.draft.name);
    if (pending.removes) {
        auto rule = pending.rule;
        rule.place.reset();
        load(rule);
        m_original = rule;
        m_bar->showMessage(MessageBar::Kind::kInformation, tr("%1 was deleted.").arg(name));
    } else {
        m_original = pending.rule;
        locate(pending.change.file);
        m_bar->showMessage(MessageBar::Kind::kInformation, tr("Saved and loaded."));
    }
    m_bar->addActionButton(m_undoAction);
    m_undoTimer.start();
    showTitle();
    updateButtons();
    emit stateChanged();
    emit rulesChanged();
}

void RuleEditPage::undo() {
    auto* editing = m_host.ruleEditing();
    if (!m_undo || editing == nullptr || m_busy) {
        return;
    }
    m_undoTimer.stop();
    const auto undone = *std::exchange(m_undo, std::nullopt);
    setBusy(true);
    m_workers.call(
        this, kSaveSlot,
        [editing, change = undone.change](std::stop_token stop) { return editing->save(change, std::move(stop)); },
        [this, undone](Result<void> saved) {
            setBusy(false);
            if (!saved) {
                return tellError(saved.error());
            }
            if (undone.removes) {
                load(undone.rule);
            } else if (!undone.rule.place) {
                m_original.place.reset(); // it is new again
                showTitle();
                updateButtons();
            }
            m_bar->showMessage(MessageBar::Kind::kInformation,
                               undone.removes ? tr("%1 is back.").arg(toQString(undone.rule.draft.name))
                                              : tr("The file is as it was."));
            emit rulesChanged();
        });
}

} // namespace hearth::ui
