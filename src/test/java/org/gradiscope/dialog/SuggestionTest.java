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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;

import javax.swing.JList;
import javax.swing.plaf.basic.BasicHTML;

import org.gradiscope.command.Hints;
import org.gradiscope.model.Layer;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.PluginService;

/** What lists have, and what is said of a key. */
class SuggestionTest {

	private static final NetworkLoader.NetworkSummary KNOWN = new NetworkLoader.NetworkSummary("",
		false, List.of("gibbon", "Persian cat", "catamaran"), List.of(new Layer("conv1", "conv1", 3, 1),
			new Layer("dense", "dense", "MatMul", List.of(10), 0, 0, 100, true)),
		List.of("conv1"));

	private static List<String> offered(final String text) {
		return new Suggestions(KNOWN, "conv1",
			List.of(new Suggestions.Suggestion("inception", "downloaded"))).of(text).stream()
			.map(Suggestions.Suggestion::value).toList();
	}

	private static CommandInfo command(final String name) {
		try (Context context = new Context(PluginService.class)) {
			return new org.gradiscope.command.CommandList(context).find(name);
		}
	}

	private static ModuleItem<?> key(final String command, final String key) {
		return command(command).getInput(key);
	}

	private static String readWith(final String command, final String key) {
		return Hints.readWith(command(command), key(command, key));
	}

	@Test
	void wordsAndListsInTheirOrder() {
		assertEquals(List.of("top", "gibbon", "Persian cat", "catamaran", "none"),
			offered("top|" + Hints.CLASSES + "|none"));
		assertEquals(List.of("auto", "conv1", "dense"), offered("auto|" + Hints.LAYERS));
		assertEquals(List.of("conv1"), offered(Hints.MAPS));
		assertEquals(List.of("0", "1", "2"), offered(Hints.CHANNELS));
		assertEquals(List.of("inception"), offered(Hints.CATALOGUE));
		assertEquals(List.of("none"), offered("none|" + Hints.FOLDER));
	}

	@Test
	void aLongListNarrowsToWhatHasTheText() {
		final List<Suggestions.Suggestion> all =
			Stream.of("gibbon", "Persian cat", "catamaran").map(Suggestions.Suggestion::new).toList();
		assertEquals(List.of("catamaran", "Persian cat"), Suggestions.Suggestion.having(all, " CAT")
			.stream().map(Suggestions.Suggestion::value).toList());
		assertEquals(all, Suggestions.Suggestion.having(all, ""));
		assertEquals(List.of(), Suggestions.Suggestion.having(all, "dog"));
	}

	@Test
	void ofManyWordsTheChosenOneIsExplained() {
		assertEquals("smoothgrad: Smilkov 2017. [Default: smoothgrad; in macros: method]",
			HelpPane.HelpPage.line(key("saliency-map", "method"), "smoothgrad"));
		assertTrue(HelpPane.HelpPage.line(key("adversarial-perturbation", "method"), "fgm")
			.startsWith("fgsm, fgm (L2): Goodfellow 2014. ["));
		assertTrue(HelpPane.HelpPage.line(key("deep-dream", "guide"), "")
			.endsWith(" amplified. [Default: empty; in macros: guide]"));
	}

	@Test
	void whatAStrangerNamedIsNoPage() {
		final SuggestionField.SuggestionRenderer renderer = new SuggestionField.SuggestionRenderer();
		final JList<Suggestions.Suggestion> list = new JList<>();
		renderer.getListCellRendererComponent(list, new Suggestions.Suggestion("<html><b>cat</b>"), 0,
			false, false);
		assertNull(renderer.getClientProperty(BasicHTML.propertyKey));
		renderer.getListCellRendererComponent(list, new Suggestions.Suggestion("<b>cat</b>", "2 < 3"),
			0, false, false);
		assertEquals("<html>&lt;b&gt;cat&lt;/b&gt; &nbsp;<font color=gray>2 &lt; 3</font></html>",
			renderer.getText());
		assertNotNull(renderer.getClientProperty(BasicHTML.propertyKey));
	}

	@Test
	void whenAKeyIsReadIsSaidInWords() {
		assertEquals(" Read with method=rise or compare=all, every, rise.",
			readWith("saliency-map", "masks"));
		assertEquals(
			" Read with method=smoothgrad, smoothgrad-squared, vargrad, gradient-shap, rise, sobol or " +
				"compare=all, every, smoothgrad, smoothgrad-squared, vargrad, gradient-shap, rise, sobol.",
			readWith("saliency-map", "seed"));
		assertEquals(" Read with objective other than class.",
			readWith("feature-visualization", "layer"));
		assertEquals("", readWith("classify", "top"));
	}
}
