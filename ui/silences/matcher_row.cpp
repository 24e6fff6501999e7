// SPDX-License-Identifier: GPL-3.0-or-later
#include "silences/matcher_row.h"

#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>
#include <array>

#include "models/plain_text.h"
#include "widgets/checked_field.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr std::array<model::MatchType, 4> kTypes{model::MatchType::kEqual, model::MatchType::kNotEqual,
                                                 model::MatchType::kRegex, model::MatchType::kNotRegex};

QStringListModel* completeFrom(CheckedField& field) {
    auto* completer = new QCompleter(&field);
    auto* words = new QStringListModel(completer);
    completer->setModel(words);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    field.setCompleter(completer);
    return words;
}

} // namespace

MatcherRow::MatcherRow(QWidget* parent)
    : QWidget(parent) {
    buildUi();
    retranslateUi();
    check();
}

void MatcherRow::buildUi() {
    m_name = new CheckedField(this);
    m_names = completeFrom(*m_name);
    m_type = new QComboBox(this);
    for (const auto type : kTypes) {
        m_type->addItem(toQString(model::matchTypeText(type)));
    }
    m_value = new CheckedField(this);
    m_values = completeFrom(*m_value);
    m_value->installEventFilter(this);
    m_remove = new QToolButton(this);
    m_remove->setAutoRaise(true);
    m_remove->setIcon(tintedIcon(QStringLiteral("close")));
    m_problem = new QLabel(this);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->hide();

    auto* fields = new QHBoxLayout;
    fields->setSpacing(4);
    fields->addWidget(m_name, 4);
    fields->addWidget(m_type);
    fields->addWidget(m_value, 5);
    fields->addWidget(m_remove);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addLayout(fields);
    layout->addWidget(m_problem);
    setFocusProxy(m_name);

    connect(m_name, &QLineEdit::textEdited, this, &MatcherRow::takeName);
    connect(m_value, &QLineEdit::textEdited, this, &MatcherRow::takeValue);
    connect(m_name, &QLineEdit::textChanged, this, &MatcherRow::check);
    connect(m_value, &QLineEdit::textChanged, this, &MatcherRow::check);
    connect(m_type, &QComboBox::currentIndexChanged, this, &MatcherRow::check);
    connect(m_remove, &QToolButton::clicked, this, &MatcherRow::removeRequested);
}

void MatcherRow::retranslateUi() {
    m_name->setPlaceholderText(tr("label"));
    m_name->setAccessibleName(tr("Label"));
    m_value->setPlaceholderText(tr("value"));
    m_value->setAccessibleName(tr("Value"));
    m_type->setAccessibleName(tr("Operator"));
    const QStringList meanings{tr("is"), tr("is not"), tr("matches the regular expression"),
                               tr("does not match the regular expression")};
    for (int i = 0; i < meanings.size(); ++i) {
        m_type->setItemData(i, meanings[i], Qt::ToolTipRole);
        m_type->setItemData(i, meanings[i], Qt::AccessibleDescriptionRole);
    }
    m_remove->setToolTip(tr("Remove this matcher"));
    m_remove->setAccessibleName(tr("Remove this matcher"));
}

void MatcherRow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
        check();
    }
    QWidget::changeEvent(event);
}

bool MatcherRow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::FocusIn) {
        emit valuesWanted(m_name->text().trimmed());
    }
    return QWidget::eventFilter(watched, event);
}

/// An operator ends the name; a list that was pasted has several.
void MatcherRow::takeName(const QString& text) {
    if (text.contains(QLatin1Char('=')) || text.contains(QLatin1String("!~"))) {
        emit listTyped(text);
    }
}

/// Behind `=` that was typed in the name's field comes the rest of `=~`.
void MatcherRow::takeValue(const QString& text) {
    if (text == QLatin1String("~") && m_type->currentIndex() < 2) {
        m_type->setCurrentIndex(m_type->currentIndex() + 2);
        m_value->clear();
    }
}

void MatcherRow::setType(model::MatchType type) {
    const auto found = std::ranges::find(kTypes, type);
    m_type->setCurrentIndex(static_cast<int>(found - kTypes.begin()));
}

void MatcherRow::setDraft(const MatcherDraft& draft) {
    m_name->setText(draft.name);
    setType(draft.type);
    m_value->setText(draft.value);
}

MatcherDraft MatcherRow::draft() const {
    return {m_name->text().trimmed(), kTypes.at(static_cast<std::size_t>(m_type->currentIndex())), m_value->text()};
}

bool MatcherRow::isBlank() const {
    return m_name->text().trimmed().isEmpty() && m_value->text().isEmpty();
}

QString MatcherRow::problem() const {
    return m_problem->text();
}

void MatcherRow::check() {
    QString reason;
    if (!isBlank()) {
        if (const auto matcher = MatcherText::matcherOf(draft()); !matcher) {
            reason = toQString(matcher.error().message());
        }
    }
    const bool nameIsWrong = !reason.isEmpty() && !model::isLabelName(draft().name.toStdString());
    m_name->setProblem(nameIsWrong ? reason : QString());
    m_value->setProblem(nameIsWrong ? QString() : reason);
    m_problem->setText(reason);
    m_problem->setVisible(!reason.isEmpty());
    emit changed();
}

void MatcherRow::setNames(const QStringList& names) {
    m_names->setStringList(names);
}

void MatcherRow::setValues(const QStringList& values) {
    m_values->setStringList(values);
}

void MatcherRow::setRemovable(bool removable) {
    m_remove->setEnabled(removable);
}

void MatcherRow::focusName() {
    m_name->setFocus();
}

void MatcherRow::focusValue() {
    m_value->setFocus();
}

} // namespace hearth::ui
