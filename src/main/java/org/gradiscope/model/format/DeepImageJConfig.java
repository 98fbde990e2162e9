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

package org.gradiscope.model.format;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.ModelException;
import org.gradiscope.tensor.ValueRange;

/**
 * The {@code config.xml} of deepImageJ 1 and 2 (github.com/deepimagej/python4deepimagej): the ends of the
 * network, the order of their axes, channels and size. The images go in with their own grey levels, after
 * a macro that the file names; a macro is a program, and not run here.
 */
public final class DeepImageJConfig {

	/** The name of the file. */
	public static final String FILE = "config.xml";

	private static final String SECTION = "<ModelCharacteristics>";
	private static final int DEEPEST = 16;
	/** What deepImageJ writes for nothing. */
	private static final String NOTHING = "null";

	private final Map<String, String> values;
	private final Description known;
	private final DescriptionBuilder facts;

	private DeepImageJConfig(final Map<String, String> values, final Description known,
		final DescriptionBuilder facts) {
		this.values = values;
		this.known = known;
		this.facts = facts;
	}

	/** Whether it is deepImageJ's; others have files of that name too. */
	public static boolean is(final String text) {
		return text.contains(SECTION);
	}

	/**
	 * @param text the file's content
	 * @param where the file's name, for messages and as the source of the facts
	 * @param known what is known already, which the file cannot change
	 * @return that, and what the file says besides
	 * @throws ModelException if it cannot be read, or is about other than a 2-D image
	 */
	public static Description describe(final String text, final String where,
		final Description known) {
		return TextFiles.parsed(where, text, xml -> {
			final DescriptionBuilder facts = new DescriptionBuilder(where);
			new DeepImageJConfig(leaves(xml), known, facts).read();
			return facts.under(known);
		});
	}

	/** The text of each element that has no other in it, without any of a document type. */
	private static Map<String, String> leaves(final String xml) {
		final XMLInputFactory factory = XMLInputFactory.newInstance();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		final Map<String, String> leaves = new HashMap<>();
		final Deque<StringBuilder> open = new ArrayDeque<>();
		try {
			final XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
			while (reader.hasNext())
				switch (reader.next()) {
					case XMLStreamConstants.START_ELEMENT -> open.push(opened(open));
					case XMLStreamConstants.CHARACTERS -> {
						if (!open.isEmpty()) open.peek().append(reader.getText());
					}
					case XMLStreamConstants.END_ELEMENT ->
						leaves.putIfAbsent(reader.getLocalName(), open.pop().toString().strip());
					default -> {
						// Comments and the like.
					}
				}
			return leaves;
		}
		catch (final XMLStreamException e) {
			throw new IllegalArgumentException("It cannot be read as XML: " + e.getMessage(), e);
		}
	}

	private static StringBuilder opened(final Deque<StringBuilder> open) {
		if (open.size() < DEEPEST) return new StringBuilder();
		throw new IllegalArgumentException("It has over " + DEEPEST + " levels.");
	}

	private void read() {
		facts.add(Fact.NAME, text("Name"));
		facts.add(Fact.INPUT, text("InputNames0"));
		if ("1".equals(text("NumberOfOutputs"))) facts.add(Fact.OUTPUT, text("OutputNames0"));
		if (!known.has(Fact.AXES)) facts.add(Fact.AXES, axes());
		if (!known.has(Fact.CHANNELS)) channels();
		if (!known.has(Fact.SIZE)) facts.add(Fact.SIZE, size());
		if (!ScalingSteps.isKnown(known)) levels();
		facts.note("authors", text("Author"));
		facts.note("cite", text("Reference"));
		facts.note("source", text("URL"));
		facts.note("version", text("Version"));
	}

	/** Null where the file says nothing. */
	private String text(final String key) {
		final String text = values.getOrDefault(key, "");
		return text.isEmpty() || text.equals(NOTHING) ? null : text;
	}

	/** Such as NHWC: batch, height, width, channels. */
	private String axes() {
		final String order = text("InputOrganization0");
		return order == null ? null : BioImageAxis.checked(
			order.toLowerCase(Locale.ROOT).replace('n', 'b').replace('h', 'y').replace('w', 'x'));
	}

	private void channels() {
		final String count = text("Channels");
		if ("1".equals(count)) facts.add(Fact.CHANNELS, Channels.GREY);
		else if ("3".equals(count)) facts.add(Fact.CHANNELS, Channels.RGB,
			"assumed: " + facts.source() + " has 3 channels and does not name them");
	}

	/** One size, or any number of smallest ones. */
	private InputSize size() {
		final boolean fixed = "true".equalsIgnoreCase(text("FixedPatch"));
		final String side = text(fixed ? "PatchSize" : "MinimumSize");
		if (side == null) return null;
		if (!side.matches("\\d{1,6}(,.*)?"))
			throw new IllegalArgumentException("The size '" + side + "' is no number of pixels.");
		final int pixels = Integer.parseInt(side.split(",")[0]);
		return fixed ? InputSize.fixed(pixels, pixels)
			: InputSize.atLeast(pixels, pixels).inSteps(pixels, pixels);
	}

	private void levels() {
		facts.add(Fact.STEPS, List.of());
		facts.add(Fact.RANGE, ValueRange.EIGHT_BIT,
			"assumed: " + facts.source() + " states no range; only pictures that are drawn depend on it");
		final String macro = text("PreprocessingFile");
		facts.remark(macro == null
			? "The network gets the grey levels as they are; deepImageJ may run a macro before " +
				"(preprocessing.txt or .ijm), which is not run here."
			: "deepImageJ prepares the images by the macro " + macro +
				", which is not run here; run it " +
				"first (Plugins > Macros > Run...), for the network gets the grey levels as they are.");
	}
}
