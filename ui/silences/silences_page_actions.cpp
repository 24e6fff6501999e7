// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QGuiApplication>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>

#include "data/async_source.h"
#include "datasource/acknowledgement.h"
#include "models/matcher_text.h"
#include "models/plain_text.h"
#include "models/silences_model.h"
#include "silences/silence_form.h"
#include "silences/silences_page.h"
#include "widgets/list_pane.h"
#include "widgets/message_bar.h"
#include "widgets/table_view.h"
#include "widgets/tinted_icon.h"

/// The part of SilencesPage that changes silences.
namespace hearth::ui {
namespace {

/// Below this width the form takes the place of the table.
constexpr int kNarrow = 900;
constexpr int kFormWidth = 430;

const QString kSaveSlot = QStringLiteral("save");
const QString kExpireSlot = QStringLiteral("expire");
const QString kUndoSlot = QStringLiteral("undo");

/// What the filter of alerts can say of a matcher. It has no regular expressions: of those it takes what all they match
/// begins with.
QString filterWord(const model::Matcher& matcher) {
    const auto quoted = [](const std::string& text) {
        return QLatin1Char('"') + toQString(text).remove(QLatin1Char('"')) + QLatin1Char('"');
    };
    switch (matcher.type()) {
    case model::MatchType::kEqual:
        return toQString(matcher.name()) + QLatin1Char('=') + quoted(matcher.value());
    case model::MatchType::kNotEqual:
        return toQString(matcher.name()) + QLatin1String("!=") + quoted(matcher.value());
    case model::MatchType::kRegex:
        return matcher.regex()->prefix().empty() ? QString() : quoted(matcher.regex()->prefix());
    case model::MatchType::kNotRegex:
        break;
    }
    return {};
}

/// Those of many changes that went well, and why the first of the others did not.
struct ManyDone {
    std::vector<datasource::Silence> done;
    std::string reason;
};

} // namespace

void SilencesPage::buildActions() {
    const auto make = [this](const char* icon) {
        auto* action = new QAction(this);
        if (icon != nullptr) {
            action->setIcon(tintedIcon(QString::fromLatin1(icon)));
        }
        return action;
    };
    m_new = make("plus");
    m_edit = make(nullptr);
    m_recreate = make(nullptr);
    m_expire = make(nullptr);
    m_alerts = make(nullptr);
    m_copy = make(nullptr);
    m_undo = make(nullptr);
    m_new->setShortcut(QKeySequence::New);
    m_new->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(m_new);
    m_edit->setShortcut(Qt::Key_Return);
    m_expire->setShortcut(QKeySequence::Delete);
    m_copy->setShortcut(QKeySequence::Copy);
    for (auto* action : {m_edit, m_expire, m_copy}) {
        action->setShortcutContext(Qt::WidgetShortcut);
    }
    auto& tools = m_pane->addTools();
    tools.addAction(m_new);
    for (auto* action : {m_edit, m_recreate, m_expire, m_alerts, m_copy}) {
        m_table->addAction(action);
        tools.addAction(action);
    }
    m_help = make("help");
    tools.addAction(m_help);
}

void SilencesPage::connectActions() {
    connect(m_table, &QTreeView::doubleClicked, this, &SilencesPage::editCurrent);
    connect(m_new, &QAction::triggered, this, [this] { openForm({}); });
    connect(m_edit, &QAction::triggered, this, &SilencesPage::editCurrent);
    connect(m_recreate, &QAction::triggered, this, &SilencesPage::recreateCurrent);
    connect(m_expire, &QAction::triggered, this, &SilencesPage::expireSelected);
    connect(m_alerts, &QAction::triggered, this, &SilencesPage::showAlerts);
    connect(m_copy, &QAction::triggered, this, &SilencesPage::copyMatchers);
    connect(m_undo, &QAction::triggered, this, &SilencesPage::undo);
    connect(m_help, &QAction::triggered, this, &SilencesPage::helpRequested);
}

void SilencesPage::retranslateActions() {
    m_new->setText(tr("New silence"));
    m_edit->setText(tr("Change"));
    m_recreate->setText(tr("Silence again"));
    m_expire->setText(tr("Expire"));
    m_alerts->setText(tr("Show its alerts"));
    m_copy->setText(tr("Copy matchers"));
    m_undo->setText(tr("Undo"));
    m_help->setText(tr("About silences"));
}

void SilencesPage::updateActions() {
    const auto rows = selected();
    const bool canWrite = m_readOnly.isEmpty();
    const bool one = rows.size() == 1;
    const auto ended = [](const datasource::Silence& silence) {
        return silence.state == datasource::SilenceState::kExpired;
    };
    m_new->setEnabled(canWrite);
    m_edit->setEnabled(canWrite && one && !ended(rows.front()));
    m_recreate->setEnabled(canWrite && one && ended(rows.front()));
    m_expire->setEnabled(canWrite && !std::ranges::all_of(rows, ended));
    m_alerts->setEnabled(one);
    m_copy->setEnabled(!rows.empty());
    const auto say = [&](QAction* action, const QString& missing) {
        action->setToolTip(plainToolTip(action->isEnabled() ? action->text() : canWrite ? missing : m_readOnly));
    };
    say(m_new, {});
    say(m_edit, one ? tr("It has expired: silence again instead.") : tr("Select one silence."));
    say(m_recreate, one ? tr("It is still there: change it instead.") : tr("Select one silence that has expired."));
    say(m_expire, rows.empty() ? tr("Select what is to expire.") : tr("It has expired already."));
    m_alerts->setToolTip(plainToolTip(one ? m_alerts->text() : tr("Select one silence.")));
    m_copy->setToolTip(plainToolTip(rows.empty() ? tr("Select one silence.") : m_copy->text()));
}

std::vector<datasource::Silence> SilencesPage::selected() const {
    std::vector<datasource::Silence> silences;
    for (const auto& index : m_table->selectionModel()->selectedRows()) {
        if (const auto* row = m_model->rowAt(index)) {
            silences.push_back(row->silence);
        }
    }
    return silences;
}

void SilencesPage::draft(const datasource::Silence& silence) {
    openForm(silence);
}

void SilencesPage::openForm(const datasource::Silence& silence) {
    m_form->edit(silence);
    m_form->show();
    showFormBeside();
    m_form->focusFirst();
}

void SilencesPage::closeForm() {
    m_form->hide();
    showFormBeside();
    m_table->setFocus();
}

/// Where both do not fit the form takes the place of the table.
void SilencesPage::showFormBeside() {
    const bool open = m_form->isVisibleTo(this);
    m_stack->setVisible(!open || width() >= kNarrow);
    if (open && width() >= kNarrow) {
        m_splitter->setSizes({width() - kFormWidth, kFormWidth});
    }
}

void SilencesPage::editCurrent() {
    if (const auto* row = m_model->rowAt(m_table->currentIndex());
        row != nullptr && m_edit->isEnabled() && row->silence.state != datasource::SilenceState::kExpired) {
        openForm(row->silence);
    }
}

/// For as long as the old one was meant to last.
void SilencesPage::recreateCurrent() {
    const auto rows = selected();
    if (rows.size() != 1) {
        return;
    }
    auto silence = rows.front();
    const auto duration = std::max<model::DurationMs>(silence.endsAt - silence.startsAt, SilenceForm::kDefaultMs);
    silence.id.clear();
    silence.createdBy.clear();
    silence.startsAt = 0;
    silence.endsAt = QDateTime::currentMSecsSinceEpoch() + duration;
    openForm(silence);
}

void SilencesPage::copyMatchers() {
    QStringList texts;
    for (const auto& silence : selected()) {
        texts << MatcherText::text(silence.matchers);
    }
    QGuiApplication::clipboard()->setText(texts.join(QLatin1Char('\n')));
}

void SilencesPage::showAlerts() {
    const auto rows = selected();
    if (rows.size() != 1) {
        return;
    }
    QStringList words;
    for (const auto& matcher : rows.front().matchers) {
        words << filterWord(matcher);
    }
    words.removeAll(QString());
    emit alertsRequested(words.join(QLatin1Char(' ')));
}

void SilencesPage::save() {
    if (!m_form->problem().isEmpty()) {
        return;
    }
    const auto silence = m_form->silence();
    m_form->setSaving(true);
    m_source.call(
        this, kSaveSlot,
        [silence](datasource::DataSource& source, std::stop_token stop) {
            return source.alertmanager().setSilence(silence, std::move(stop));
        },
        [this, silence](Result<std::string> id) { saved(silence, std::move(id)); });
}

void SilencesPage::saved(const datasource::Silence& silence, Result<std::string> id) {
    m_form->setSaving(false);
    if (!id) {
        m_message->showMessage(MessageBar::Kind::kError,
                               tr("The silence was not saved: %1").arg(toQString(id.error().message())));
        return;
    }
    if (!silence.id.empty() && *id != silence.id) {
        m_message->showMessage(
            MessageBar::Kind::kInformation,
            tr("The changed silence is a new one with the id %1; the one before has ended.").arg(toQString(*id)));
    } else {
        m_message->clear();
    }
    // A name that stays as it was is another person's.
    if (const auto name = toQString(silence.createdBy); m_form->creatorEdited() && name != m_creator) {
        setCreator(name);
        emit creatorChanged(name);
    }
    showSilence(toQString(*id));
    refresh();
    emit alertsChanged();
}

void SilencesPage::expireSelected() {
    auto silences = selected();
    std::erase_if(silences, [](const auto& each) { return each.state == datasource::SilenceState::kExpired; });
    if (silences.empty() || m_source.busy(this, kExpireSlot)) {
        return;
    }
    const auto asked = silences.size();
    m_source.call(
        this, kExpireSlot,
        [silences = std::move(silences)](datasource::DataSource& source, const std::stop_token& stop) {
            ManyDone outcome;
            for (const auto& silence : silences) {
                if (auto ended = source.alertmanager().expireSilence(silence.id, stop)) {
                    outcome.done.push_back(silence);
                } else if (outcome.reason.empty()) {
                    outcome.reason = ended.error().message();
                }
            }
            return Result<ManyDone>(std::move(outcome));
        },
        [this, asked](Result<ManyDone> outcome) {
            if (outcome) {
                expired(std::move(outcome->done), asked, outcome->reason);
            } else {
                expired({}, asked, outcome.error().message());
            }
        });
}

void SilencesPage::expired(std::vector<datasource::Silence> ended, std::size_t asked, const std::string& reason) {
    const auto failed = static_cast<int>(asked - ended.size());
    QStringList said;
    if (!ended.empty()) {
        said << tr("%Ln silence(s) expired.", nullptr, static_cast<int>(ended.size()));
    }
    if (failed > 0) {
        said << tr("%Ln silence(s) could not be expired: %1", nullptr, failed).arg(toQString(reason));
    }
    m_undoTimer.stop();
    m_undoable = std::move(ended);
    m_actBar->showMessage(failed > 0 ? MessageBar::Kind::kError : MessageBar::Kind::kInformation,
                          said.join(QLatin1Char('\n')));
    if (!m_undoable.empty()) {
        m_actBar->addActionButton(m_undo);
        m_undoTimer.start();
        emit alertsChanged();
    }
    refresh();
}

/// What is expired stays so; the same silences are set anew.
void SilencesPage::undo() {
    auto silences = std::exchange(m_undoable, {});
    m_undoTimer.stop();
    m_actBar->clear();
    for (auto& silence : silences) {
        silence.id.clear();
    }
    m_source.call(
        this, kUndoSlot,
        [silences = std::move(silences)](datasource::DataSource& source,
                                         const std::stop_token& stop) -> Result<std::string> {
            std::string last;
            for (const auto& silence : silences) {
                last = HEARTH_TRY(source.alertmanager().setSilence(silence, stop));
            }
            return last;
        },
        [this](Result<std::string> last) {
            if (last) {
                m_wantedId = toQString(*last);
            } else {
                m_actBar->showMessage(
                    MessageBar::Kind::kError,
                    tr("The silence could not be set again: %1").arg(toQString(last.error().message())));
            }
            refresh();
            // Of several some may have been set before one failed.
            emit alertsChanged();
        });
}

} // namespace hearth::ui
