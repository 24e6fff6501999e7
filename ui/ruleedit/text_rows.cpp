// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/text_rows.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "models/isolated_text.h"
#include "models/plain_text.h"
#include "widgets/colors.h"
#include "widgets/elided_label.h"
#include "widgets/tinted_icon.h"

namespace hearth::ui {
namespace {

constexpr int kMaxName = 256;
constexpr int kMaxText = 16 * 1024;
constexpr int kNameWidth = 130;

/// A line field has one line: breaks of a template are shown and typed as `\n`.
QString inOneLine(const std::string& text) {
    return toQString(text).replace(QLatin1Char('\n'), QStringLiteral("\u23ce"));
}

std::string withBreaks(QString text) {
    return text.replace(QChar(0x23ce), QLatin1Char('\n')).toStdString();
}

} // namespace

TextRows::TextRows(Kind kind, QWidget* parent)
    : QWidget(parent)
    , m_kind(kind) {
    m_add = new QPushButton(this);
    m_add->setFlat(true);
    m_add->setIcon(tintedIcon(QStringLiteral("plus")));
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(4);
    m_layout->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] { addRow({}, {}).name->setFocus(); });
    retranslateUi();
}

TextRows::Row& TextRows::addRow(const QString& name, const QString& text) {
    Row row;
    row.box = new QWidget(this);
    row.name = new QLineEdit(name, row.box);
    row.name->setMaxLength(kMaxName);
    row.name->setFixedWidth(kNameWidth);
    row.name->setCursorPosition(0);
    row.text = new QLineEdit(text, row.box);
    row.text->setMaxLength(kMaxText);
    row.text->setCursorPosition(0);
    row.remove = new QToolButton(row.box);
    row.remove->setAutoRaise(true);
    row.remove->setIcon(tintedIcon(QStringLiteral("close")));
    row.problem = new QLabel(row.box);
    row.problem->setTextFormat(Qt::PlainText);
    row.problem->setWordWrap(true);
    row.problem->hide();
    row.rendered = new ElidedLabel(row.box);
    row.rendered->setQuiet(true);
    row.rendered->hide();
    auto* fields = new QGridLayout(row.box);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setHorizontalSpacing(4);
    fields->setVerticalSpacing(1);
    fields->addWidget(row.name, 0, 0);
    fields->addWidget(row.text, 0, 1);
    fields->addWidget(row.remove, 0, 2);
    fields->addWidget(row.problem, 1, 1);
    fields->addWidget(row.rendered, 2, 1);
    connect(row.name, &QLineEdit::textEdited, this, &TextRows::changed);
    connect(row.text, &QLineEdit::textEdited, this, &TextRows::changed);
    connect(row.remove, &QToolButton::clicked, this, [this, box = row.box] { removeRow(box); });
    m_layout->insertWidget(static_cast<int>(m_rows.size()), row.box);
    retranslate(row);
    // Tab goes through the rows before it comes to the button below them.
    setTabOrder(m_rows.empty() ? static_cast<QWidget*>(this) : m_rows.back().remove, row.name);
    setTabOrder(row.name, row.text);
    setTabOrder(row.text, row.remove);
    setTabOrder(row.remove, m_add);
    m_rows.push_back(row);
    return m_rows.back();
}

void TextRows::removeRow(const QWidget* box) {
    const auto found = std::ranges::find(m_rows, box, &Row::box);
    if (found == m_rows.end()) {
        return;
    }
    const auto next = m_rows.erase(found);
    (next == m_rows.end() ? static_cast<QWidget*>(m_add) : next->name)->setFocus();
    const_cast<QWidget*>(box)->hide(); // NOLINT: it is one of ours
    const_cast<QWidget*>(box)->deleteLater();
    emit changed();
}

void TextRows::setTexts(const datasource::TextMap& texts) {
    for (const auto& row : m_rows) {
        row.box->hide();
        row.box->deleteLater();
    }
    m_rows.clear();
    for (const auto& [name, text] : texts) {
        addRow(toQString(name), inOneLine(text));
    }
}

datasource::TextMap TextRows::texts() const {
    datasource::TextMap texts;
    for (const auto& row : m_rows) {
        if (const auto name = row.name->text().trimmed(); !name.isEmpty()) {
            texts[name.toStdString()] = withBreaks(row.text->text());
        }
    }
    return texts;
}

void TextRows::setRendered(const datasource::TextMap& rendered) {
    for (const auto& row : m_rows) {
        const auto found = rendered.find(row.name->text().trimmed().toStdString());
        const bool shown = found != rendered.end() && toQString(found->second) != row.text->text();
        row.rendered->setVisible(shown);
        row.rendered->setText(shown ? QStringLiteral("→ ") + isolated(inOneLine(found->second)) : QString());
    }
}

void TextRows::clearProblems() {
    for (const auto& row : m_rows) {
        row.problem->hide();
        row.text->setAccessibleDescription({});
    }
}

void TextRows::setProblem(const QString& key, const QString& message, bool error) {
    const auto found = std::ranges::find(m_rows, key, [](const Row& row) { return row.name->text().trimmed(); });
    if (found == m_rows.end()) {
        return;
    }
    auto colors = palette();
    colors.setColor(QPalette::WindowText,
                    error ? healthColor(datasource::TargetHealth::kDown, colors) : warningColor(colors));
    found->problem->setPalette(colors);
    found->problem->setText(message);
    found->problem->setVisible(!message.isEmpty());
    found->text->setAccessibleDescription(message);
}

void TextRows::focusKey(const QString& key) {
    const auto found = std::ranges::find(m_rows, key, [](const Row& row) { return row.name->text().trimmed(); });
    if (found != m_rows.end()) {
        found->text->setFocus(Qt::OtherFocusReason);
    }
}

void TextRows::retranslate(const Row& row) const {
    const bool labels = m_kind == Kind::kLabels;
    row.name->setPlaceholderText(tr("Name"));
    row.name->setAccessibleName(labels ? tr("Name of the label") : tr("Name of the annotation"));
    row.text->setPlaceholderText(labels ? tr("Value") : tr("Text, such as {{ $labels.instance }} is full"));
    row.text->setAccessibleName(labels ? tr("Value of the label") : tr("Text of the annotation"));
    row.remove->setToolTip(labels ? tr("Remove label") : tr("Remove annotation"));
    row.remove->setAccessibleName(row.remove->toolTip());
}

void TextRows::retranslateUi() {
    m_add->setText(m_kind == Kind::kLabels ? tr("Add label") : tr("Add annotation"));
    for (const auto& row : m_rows) {
        retranslate(row);
    }
}

void TextRows::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

} // namespace hearth::ui
