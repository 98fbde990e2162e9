/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.dialog;

import java.awt.Component;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import javax.swing.BorderFactory;
import javax.swing.JScrollPane;
import javax.swing.JTextArea;
import javax.swing.UIManager;

import org.gradiscope.command.Hints;
import org.gradiscope.command.KeyValues;
import org.gradiscope.command.Keys;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/** Explains the field under the mouse or with the cursor, or says what is wrong with the values. */
final class HelpPane extends JScrollPane {

	private static final long serialVersionUID = 1;

	private static final int ROWS = 4;
	private static final int COLUMNS = 44;

	private final JTextArea lines = new JTextArea("", ROWS, COLUMNS);
	private String problem = "";
	private transient Supplier<String> explained = () -> "";

	HelpPane() {
		super(VERTICAL_SCROLLBAR_AS_NEEDED, HORIZONTAL_SCROLLBAR_NEVER);
		setViewportView(lines);
		lines.setName("help");
		lines.setEditable(false);
		lines.setFocusable(false);
		lines.setLineWrap(true);
		lines.setWrapStyleWord(true);
		lines.setBackground(UIManager.getColor("Panel.background"));
		lines.setBorder(BorderFactory.createEmptyBorder(2, 4, 2, 4));
	}

	/** Explains a field from now on. */
	void explain(final Component field, final Supplier<String> description) {
		field.addFocusListener(new FocusAdapter() {

			@Override
			public void focusGained(final FocusEvent e) {
				show(description);
			}
		});
		field.addMouseListener(new MouseAdapter() {

			@Override
			public void mouseEntered(final MouseEvent e) {
				show(description);
			}
		});
	}

	/** Stays until it is mended. @param text empty if all is well */
	void problem(final String text) {
		if (text.isEmpty() && problem.isEmpty()) return;
		problem = text;
		show(() -> "");
	}

	/** Whether nothing is wrong. */
	boolean isFine() {
		return problem.isEmpty();
	}

	/** What was explained may have changed. */
	void refresh() {
		show(explained);
	}

	/** Explains until something else is at hand. */
	void show(final Supplier<String> description) {
		explained = description;
		lines.setForeground(DialogFonts.colour(!problem.isEmpty()));
		lines.setText(problem.isEmpty() ? description.get() : problem);
		lines.setCaretPosition(0);
	}

	/** What the dialog's Help button shows: all keys, and how a macro gives them. */
	static final class HelpPage {

		private HelpPage() {}

		/** In HTML. */
		static String of(final CommandInfo command) {
			final StringBuilder page = new StringBuilder("<html><h3>").append(text(command.getLabel()))
				.append("</h3><p>").append(text(command.getDescription())).append("</p><dl>");
			for (final ModuleItem<?> key : Keys.of(command))
				page.append("<dt><b>").append(text(key.getLabel())).append("</b>: ").append(key.getName())
					.append('=').append(text(choices(key))).append("</dt><dd>")
					.append(text(Hints.description(key))).append(text(Hints.readWith(command, key)))
					.append("</dd>");
			return page.append("</dl><p>In a macro: run(\"")
				.append(text(command.getMenuPath().getLeaf().getName()))
				.append("\", \"key=value key=[a value with spaces]\"); keys left out have their ")
				.append("defaults.</p></html>").toString();
		}

		private static String choices(final ModuleItem<?> key) {
			return KeyValues.choices(key).isEmpty() ? String.valueOf(key.getDefaultValue())
				: String.join(" | ", KeyValues.choices(key));
		}

		/** What is said of a key at the foot of the dialog: of many words, what is said of the one chosen. */
		static String line(final ModuleItem<?> key, final String value) {
			final String usual = String.valueOf(key.getDefaultValue());
			final String description = Hints.description(key);
			return Arrays.stream(description.split("; "))
				.filter(part -> !KeyValues.choices(key).isEmpty() && names(part).contains(value))
				.findFirst().map(part -> part.endsWith(".") ? part : part + ".").orElse(description) +
				" [Default: " + (usual.isEmpty() ? "empty" : usual) + "; in macros: " + key.getName() + "]";
		}

		/** The words that a part of a description is about: {@code one, two (so): ...}. */
		private static List<String> names(final String part) {
			return Arrays.stream(part.split(":")[0].split(","))
				.map(name -> name.replaceAll("\\(.*", "").trim()).toList();
		}

		/** Of plain text. */
		static String text(final String text) {
			return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
		}
	}
}
