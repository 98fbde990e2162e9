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

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Labels;
import org.gradiscope.model.ModelException;

/**
 * The model descriptions of the BioImage Model Zoo (bioimage.io), {@code rdf.yaml} or
 * {@code bioimageio.yaml}, in the formats 0.4 and 0.5 (github.com/bioimage-io/spec-bioimage-io; the
 * meaning of each step of the preprocessing is that of bioimageio.core).
 * <p>
 * <b>Grey levels.</b> These networks take the values that are in the image's file, so the display range
 * plays no part, and nothing is stretched. {@link Fact#STEPS} says what is done to them, in the order of the
 * description, of each step as bioimageio.core does it, but for statistics: they are of what the step is
 * given, and not of the image before all steps. The first step rounds to the type of the input, if that has
 * whole numbers.
 * <p>
 * {@link Fact#RANGE} is the range of the data that the description states, or all that an integer type has;
 * pictures are drawn in it, and an image that leaves it is said to. What cannot be run is refused by its
 * name.
 */
public final class BioImageIo {

	/** The names of the file. */
	public static final List<String> FILES = List.of("rdf.yaml", "bioimageio.yaml");

	/** The note that names the weights' formats where none that can be opened is among them. */
	static final String OTHER_WEIGHTS = "weights";
	/** The note that says where the weights can be downloaded. */
	static final String ADDRESS = "weights-address";

	/** The note with the checksum of the file of the weights: an archive, or the graph itself. */
	public static final String ARCHIVE_SHA256 = "archive-sha256";

	/** The formats of weights that can be opened, the best first. */
	private static final List<String> OPENED =
		List.of("tensorflow_saved_model_bundle", "keras_v3", "keras_hdf5", "onnx");

	private final YamlSection root;
	private final Description known;
	private final DescriptionBuilder facts;

	private BioImageIo(final YamlSection root, final Description known,
		final DescriptionBuilder facts) {
		this.root = root;
		this.known = known;
		this.facts = facts;
	}

	/**
	 * @param text the file's content
	 * @param where the file's name, for messages and as the source of the facts
	 * @param known what is known already, which the file cannot change; what the file says of it is
	 *          not read, so that it cannot be refused either
	 * @return that, and what the file says besides
	 * @throws ModelException if it is no description of a model that can be run
	 */
	public static Description describe(final String text, final String where,
		final Description known) {
		return TextFiles.parsed(where, text, yaml -> {
			final DescriptionBuilder facts = new DescriptionBuilder(where);
			new BioImageIo(new YamlSection(YamlText.load(yaml), ""), known, facts).read();
			return facts.under(known);
		});
	}

	private void read() {
		checkFormat();
		facts.add(Fact.NAME, root.text("name", null));
		final YamlSection input = onlyInput();
		facts.add(Fact.INPUT, input.text("id", input.text("name", null)));
		new BioImageInput(input, known, facts).read();
		output(root.sections("outputs"));
		if (!known.has(Fact.GRAPH)) weights(root.section("weights"));
		else checksum();
		BioImageNotes.add(root, facts);
	}

	private void checkFormat() {
		final String version = root.text("format_version");
		if (!version.matches("0\\.[45](\\..*)?"))
			throw new IllegalArgumentException("The key 'format_version' is '" + version +
				"', but 0.4 and 0.5 can be read; bring the file up to date with bioimageio.spec.");
		if (!root.text("type", "model").equals("model"))
			throw new IllegalArgumentException("It describes a " + root.text("type") +
				", but a model was expected; give the folder of one.");
	}

	private YamlSection onlyInput() {
		final List<YamlSection> inputs = root.sections("inputs").stream()
			.filter(i -> !i.text("optional", "false").equals("true")).toList();
		if (inputs.size() == 1) return inputs.get(0);
		throw new IllegalArgumentException("The model has " + inputs.size() + " inputs" +
			inputs.stream().map(i -> i.text("id", i.text("name", "?")))
				.collect(Collectors.joining(", ", " (", ")")) +
			", but networks with one input are run.");
	}

	/** The first; the names of its channels are the classes where it has no positions. */
	private void output(final List<YamlSection> outputs) {
		if (outputs.isEmpty()) return;
		final YamlSection output = outputs.get(0);
		facts.add(Fact.OUTPUT, output.text("id", output.text("name", null)));
		postprocessing(output);
		if (!(output.get("axes") instanceof List)) return;
		final List<YamlSection> axes =
			output.sections("axes").stream().filter(a -> !a.text("type", "").equals("batch")).toList();
		if (axes.size() == 1 && axes.get(0).get("channel_names") instanceof List)
			facts.add(Fact.LABELS, new Labels(axes.get(0).texts("channel_names")));
	}

	/** What comes after the network is not its own, so it is left out, and said. */
	private void postprocessing(final YamlSection output) {
		final String steps = output.sections("postprocessing").stream()
			.map(step -> step.text("id", step.text("name", "?"))).collect(Collectors.joining(", "));
		if (!steps.isEmpty()) facts.remark("The postprocessing of the output (" + steps +
			") is left out: all that is shown and explained is what the network itself gives.");
	}

	private void weights(final YamlSection weights) {
		final List<String> opened = OPENED.stream().filter(weights::has).toList();
		if (opened.isEmpty()) {
			facts.note(OTHER_WEIGHTS, String.join(", ", weights.values().keySet()));
			return;
		}
		final YamlSection taken = weights.section(opened.get(0));
		final String source = taken.text("source");
		facts.add(Fact.GRAPH, file(source), facts.source() + choice(opened));
		if (isRemote(source)) facts.note(ADDRESS, source);
		facts.note(ARCHIVE_SHA256, taken.text("sha256", null));
	}

	/** Which was taken, where it is a choice. */
	private static String choice(final List<String> opened) {
		return opened.size() == 1 ? "" : " (its " + opened.get(0) + ", not its " +
			String.join(" or ", opened.subList(1, opened.size())) + ")";
	}

	/** Of a network that is known already, if it is the one that the file speaks of. */
	private void checksum() {
		if (!(root.get("weights") instanceof Map<?, ?> weights)) return;
		for (final String format : OPENED)
			if (weights.get(format) instanceof Map<?, ?> entry &&
				file(String.valueOf(entry.get("source"))).equals(known.get(Fact.GRAPH).orElseThrow()))
				facts.note(ARCHIVE_SHA256, entry.get("sha256"));
	}

	/** The file's name in the folder. */
	private static String file(final String source) {
		return isRemote(source) ? fileOf(source) : source.replaceFirst("^(\\./)+", "");
	}

	private static boolean isRemote(final String source) {
		return source.matches("https?://.*");
	}

	/** The last part of an address that is a name; Zenodo's end with {@code content}. */
	private static String fileOf(final String address) {
		final String path =
			address.replaceFirst("[?#].*", "").replaceFirst("/(content|download)?$", "");
		return path.substring(path.lastIndexOf('/') + 1);
	}

	/** What a description of the BioImage Model Zoo says for people. */
	private static final class BioImageNotes {

		private BioImageNotes() {}

		/** In our words. */
		static void add(final YamlSection root, final DescriptionBuilder facts) {
			facts.note("description", root.text("description", null));
			facts.note("licence", root.text("license", null));
			facts.note("source", root.text("git_repo", null));
			facts.note("authors", people(root));
			facts.note("cite", citations(root));
			facts.note("documentation", file(root.get("documentation")));
			facts.note("version", root.text("version", null));
		}

		private static String people(final YamlSection root) {
			if (!(root.get("authors") instanceof List)) return null;
			return root.sections("authors").stream().map(author -> author.text("name", ""))
				.collect(Collectors.joining(", "));
		}

		private static String citations(final YamlSection root) {
			if (!(root.get("cite") instanceof List)) return null;
			return root.sections("cite").stream()
				.map(cite -> (cite.text("text", "") + " " + cite.text("doi", cite.text("url", ""))).strip())
				.collect(Collectors.joining("; "));
		}

		/** A file's name, stated alone or with its checksum. */
		private static String file(final Object stated) {
			final Object name = stated instanceof Map ? ((Map<?, ?>) stated).get("source") : stated;
			return name == null ? null : name.toString();
		}
	}
}
