// SPDX-License-Identifier: GPL-3.0-or-later
// RuleEditPage: its widgets, actions and connections.
#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include "data/async_source.h"
#include "editor/expression_editor.h"
#include "explore/editor_input.h"
#include "models/isolated_text.h"
#include "models/plain_text.h"
#include "ruleedit/backtest_pane.h"
#include "ruleedit/backtest_run.h"
#include "ruleedit/difference_view.h"
#include "ruleedit/finding_list.h"
#include "ruleedit/rule_edit_page.h"
#include "ruleedit/rule_form.h"
#include "ruleedit/rule_output.h"
#include "ruleedit/text_rows.h"
#include "ruleedit/threshold_controls.h"
#include "widgets/card.h"
#include "widgets/elided_label.h"
#include "widgets/message_bar.h"
#include "widgets/plain_label.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr int kMargin = 12;
constexpr int kSpacing = 8;
constexpr int kStackBelow = 900;

/// A card with a column in it.
QVBoxLayout* addCard(QVBoxLayout& column, QWidget* parent, QPalette::ColorRole ground = QPalette::Window) {
    auto* card = new Card(parent);
    card->setGround(ground);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(kMargin, kMargin - 2, kMargin, kMargin - 2);
    layout->setSpacing(kSpacing);
    column.addWidget(card);
    return layout;
}

} // namespace

void RuleEditPage::buildUi() {
    m_bar = new MessageBar(this);
    m_form = new RuleForm(m_catalog, this);
    m_findings = new FindingList(this);
    m_pane = new BacktestPane(*m_run, m_workers, this);
    m_output = new RuleOutput(this);

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(kMargin, 4, kMargin, kMargin);
    column->setSpacing(kSpacing);
    auto* fields = addCard(*column, content);
    fields->addWidget(m_form);
    fields->addWidget(m_findings);
    addCard(*column, content, QPalette::Base)->addWidget(m_pane);

    m_texts = new QWidget(content);
    auto* texts = new QVBoxLayout(m_texts);
    texts->setContentsMargins(0, 0, 0, 0);
    texts->setSpacing(4);
    m_labelsName = captionLabel(m_texts);
    m_annotationsName = captionLabel(m_texts);
    texts->addWidget(m_labelsName);
    texts->addWidget(&m_form->labels());
    m_groupLabelsNote = plainLabel(m_texts);
    m_groupLabelsNote->setForegroundRole(QPalette::PlaceholderText);
    texts->addWidget(m_groupLabelsNote);
    texts->addSpacing(kSpacing);
    texts->addWidget(m_annotationsName);
    texts->addWidget(&m_form->annotations());
    texts->addStretch(1);
    m_lower = new QBoxLayout(QBoxLayout::LeftToRight);
    m_lower->setSpacing(2 * kMargin);
    m_lower->addWidget(m_texts, 1);
    m_lower->addWidget(m_output, 1);
    addCard(*column, content)->addLayout(m_lower);
    column->addStretch(1);

    m_scroll = new QScrollArea(this);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildHead());
    layout->addWidget(m_bar);
    layout->addWidget(buildDifference());
    layout->addWidget(m_scroll, 1);
}

QWidget* RuleEditPage::buildHead() {
    auto* head = new QWidget(this);
    m_back = new QPushButton(head);
    m_back->setIcon(tintedIcon(QStringLiteral("back")));
    m_title = new ElidedLabel(head);
    auto large = font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    m_title->setFont(large);
    m_where = new ElidedLabel(head);
    m_where->setQuiet(true);
    m_help = new QToolButton(head);
    m_help->setIcon(tintedIcon(QStringLiteral("help")));
    m_help->setAutoRaise(true);
    m_help->setFocusPolicy(Qt::StrongFocus);
    m_delete = new QPushButton(head);
    m_copy = new QPushButton(head);
    m_save = new QPushButton(head);
    m_save->setDefault(true);
    auto* titles = new QVBoxLayout;
    titles->setSpacing(0);
    titles->addWidget(m_title);
    titles->addWidget(m_where);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(kMargin, 8, kMargin, 6);
    row->setSpacing(kSpacing);
    row->addWidget(m_back);
    row->addLayout(titles, 1);
    row->addWidget(m_help);
    row->addWidget(m_delete);
    row->addWidget(m_copy);
    row->addWidget(m_save);
    return head;
}

QWidget* RuleEditPage::buildDifference() {
    m_differenceBox = new QWidget(this);
    m_differenceTitle = captionLabel(m_differenceBox);
    m_differenceTitle->setWordWrap(true);
    m_difference = new DifferenceView(m_differenceBox);
    m_agree = new QPushButton(m_differenceBox);
    m_disagree = new QPushButton(m_differenceBox);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_differenceTitle, 1);
    buttons->addWidget(m_disagree);
    buttons->addWidget(m_agree);
    auto* layout = new QVBoxLayout(m_differenceBox);
    layout->setContentsMargins(kMargin, 4, kMargin, kSpacing);
    layout->addLayout(buttons);
    layout->addWidget(m_difference);
    m_differenceBox->hide();
    return m_differenceBox;
}

void RuleEditPage::buildActions() {
    m_undoAction = new QAction(this);
    m_bringBackAction = new QAction(this);
    m_copyAction = new QAction(this);
    auto* saveKey = new QAction(this);
    saveKey->setShortcut(QKeySequence::Save);
    saveKey->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(saveKey);
    connect(saveKey, &QAction::triggered, m_save, &QPushButton::click);
    connect(m_undoAction, &QAction::triggered, this, &RuleEditPage::undo);
    connect(m_bringBackAction, &QAction::triggered, this, &RuleEditPage::bringBack);
    connect(m_copyAction, &QAction::triggered, this, &RuleEditPage::copyYaml);
}

void RuleEditPage::connectSignals() {
    connect(m_back, &QPushButton::clicked, this, &RuleEditPage::closed);
    connect(m_help, &QToolButton::clicked, this, &RuleEditPage::helpRequested);
    connect(m_save, &QPushButton::clicked, this, &RuleEditPage::save);
    connect(m_delete, &QPushButton::clicked, this, &RuleEditPage::remove);
    connect(m_copy, &QPushButton::clicked, this, &RuleEditPage::copyYaml);
    connect(m_agree, &QPushButton::clicked, this, [this] {
        if (m_pending) {
            m_differenceBox->hide();
            write(*std::exchange(m_pending, std::nullopt));
        }
    });
    connect(m_disagree, &QPushButton::clicked, this, [this] {
        m_pending.reset();
        m_differenceBox->hide();
        updateButtons();
    });
    connect(m_form, &RuleForm::changed, this, &RuleEditPage::edited);
    connect(m_form, &RuleForm::thresholdMoved, this, &RuleEditPage::thresholdMoved);
    connect(m_form, &RuleForm::runRequested, this, [this] { updatePast(true); });
    connect(&m_form->expression().editor(), &ExpressionEditor::problemsChanged, &m_lintTimer,
            qOverload<>(&QTimer::start));
    connect(m_findings, &FindingList::chosen, m_form, &RuleForm::focusField);
    connect(m_pane, &BacktestPane::thresholdMoved, m_form, &RuleForm::moveThreshold);
    connect(m_pane, &BacktestPane::lengthChosen, this, [this] { updatePast(true); });
    connect(m_pane, &BacktestPane::refreshRequested, this, [this] { updatePast(true); });
    connect(m_pane, &BacktestPane::canceled, m_run, &BacktestRun::cancel);
    connect(m_pane, &BacktestPane::suggestRequested, this, &RuleEditPage::suggest);
    connect(m_pane, &BacktestPane::unitTestRequested, this, &RuleEditPage::askForUnitTest);
    connect(m_pane, &BacktestPane::currentAlertChanged, this, &RuleEditPage::showAlert);
    connect(m_run, &BacktestRun::pastChanged, this, &RuleEditPage::showExtent);
    connect(&m_source, &AsyncSource::sourceChanged, this, [this] {
        m_pastKey.clear();
        m_plan.reset();
        askGroup();
        askPlan();
        m_fetchTimer.start();
    });
    connect(&m_lintTimer, &QTimer::timeout, this, &RuleEditPage::lint);
    connect(&m_fetchTimer, &QTimer::timeout, this, [this] { updatePast(false); });
    connect(&m_undoTimer, &QTimer::timeout, this, [this] {
        m_undo.reset();
        m_bar->clear();
    });
    connect(m_bar, &MessageBar::dismissed, this, [this] { m_undoTimer.stop(); });
}

void RuleEditPage::retranslateUi() {
    m_back->setText(tr("Rules"));
    m_back->setToolTip(tr("Back to the rules; what is written stays"));
    m_help->setToolTip(tr("Help"));
    m_help->setAccessibleName(tr("Help"));
    m_delete->setText(tr("Delete"));
    m_copy->setText(tr("Copy YAML"));
    m_copy->setToolTip(tr("Copies the rule as a file that Prometheus reads"));
    m_save->setText(tr("Save"));
    m_disagree->setText(tr("Cancel"));
    m_undoAction->setText(tr("Undo"));
    m_bringBackAction->setText(tr("Bring it back"));
    m_copyAction->setText(tr("Copy YAML"));
    m_labelsName->setText(tr("Labels"));
    m_annotationsName->setText(tr("Annotations"));
    showGroupLabels();
    showRoute();
    showTitle();
}

void RuleEditPage::showTitle() {
    if (!m_original.place) {
        m_title->setText(tr("New alerting rule"));
        m_where->setText(m_savable ? QString() : m_notSavable);
    } else {
        m_title->setText(tr("Change %1").arg(isolated(toQString(m_original.draft.name))));
        m_where->setText(m_savable ? tr("%1, group %2", "a file and a group of rules")
                                         .arg(toQString(m_original.place->file), toQString(m_original.place->group))
                                   : m_notSavable);
    }
    m_where->setVisible(!m_where->text().isEmpty());
}

void RuleEditPage::showGroupLabels() {
    QStringList labels;
    for (const auto& [name, value] : m_groupLabels) {
        labels << QStringLiteral("%1=\"%2\"").arg(toQString(name), toQString(value));
    }
    m_groupLabelsNote->setText(tr("From the group: %1", "labels").arg(labels.join(QStringLiteral(", "))));
    m_groupLabelsNote->setVisible(!labels.isEmpty());
}

void RuleEditPage::updateButtons() {
    m_save->setVisible(m_savable);
    m_delete->setVisible(m_savable && m_original.place);
    m_save->setEnabled(!m_busy && !m_pending && (isModified() || !m_original.place));
    m_delete->setEnabled(!m_busy && !m_pending);
}

void RuleEditPage::arrange() {
    m_lower->setDirection(width() < kStackBelow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void RuleEditPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    arrange();
}

void RuleEditPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    Page::changeEvent(event);
}

} // namespace hearth::ui
