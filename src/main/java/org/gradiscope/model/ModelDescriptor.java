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

package org.gradiscope.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What is known about an open network: what its files say, what its graph shows, and what had to be
 * assumed.
 *
 * @param name how the user calls the network
 * @param sha256 the checksum in hexadecimal
 * @param input the operation that takes the images
 * @param preprocessing from the caller's pixels to {@code input}
 * @param output the operation that the network was made for
 * @param logits the operation that gives the class scores before the softmax
 * @param probabilities how the scores become probabilities
 * @param labels the classes
 * @param layers those that can be looked at, from the input on
 * @param auto the layer that a method takes when the user says {@code auto}, by the method's name
 * @param notes what else is said of it, for people: description, licence, source, accuracy, ...
 * @param sources where each fact is from, by its name; see {@link Description#sources()}
 * @param capabilities what can run on it, by name: yes, or what stands against it
 * @param remarks what else a careful user should know, in sentences
 * @param ends what it takes besides the image, and all that it gives
 */
public record ModelDescriptor(String name, String sha256, String input, Preprocessing preprocessing,
	String output, String logits, Probabilities probabilities, Labels labels, List<Layer> layers,
	Map<String, String> auto, Map<String, Object> notes, Map<String, String> sources,
	Map<String, String> capabilities, List<String> remarks, NetworkEnds ends) {

	/** The file that holds a description. */
	public static final String FILE = "gradiscope.yaml";

	/** The note in which an exporter says what it was not told. */
	public static final String ASSUMED = "assumed";
	/** The capability that says whether there are classes. */
	public static final String CLASSES = "scores for classes";
	/** The capability that says whether there is a ReLU for guided backprop and the deconvnet. */
	public static final String GUIDED = "guided backprop and deconvnet";
	/** What users write to leave the layer to the method. */
	private static final String AUTO = "auto";
	/** The stride of the last layer that is taken unasked. */
	private static final int COARSEST = 16;

	public ModelDescriptor {
		layers = List.copyOf(layers);
		auto = Collections.unmodifiableMap(new LinkedHashMap<>(auto));
		name = PrintableText.line(name);
		notes =
			visible(notes, value -> value instanceof String text ? PrintableText.line(text) : value);
		sources = visible(sources, PrintableText::line);
		capabilities = visible(capabilities, PrintableText::line);
		remarks = remarks.stream().map(PrintableText::line).toList();
	}

	/** One that takes nothing but the image, and gives nothing but its output. */
	public ModelDescriptor(final String name, final String sha256, final String input,
		final Preprocessing preprocessing, final String output, final String logits,
		final Probabilities probabilities, final Labels labels, final List<Layer> layers,
		final Map<String, String> auto, final Map<String, Object> notes,
		final Map<String, String> sources, final Map<String, String> capabilities,
		final List<String> remarks) {
		this(name, sha256, input, preprocessing, output, logits, probabilities, labels, layers, auto,
			notes, sources, capabilities, remarks, NetworkEnds.NONE);
	}

	/** The same behind another preprocessing. */
	public ModelDescriptor with(final Preprocessing other) {
		return new ModelDescriptor(name, sha256, input, other, output, logits, probabilities, labels,
			layers, auto, notes, sources, capabilities, remarks, ends);
	}

	/**
	 * The same, whose value range is assumed though there is something against it.
	 *
	 * @param evidence what, after {@code though}
	 */
	public ModelDescriptor doubted(final String evidence) {
		final Map<String, String> known = new LinkedHashMap<>(sources);
		known.put(Fact.RANGE.toString(), Doubts.DOUBTED + evidence);
		return new ModelDescriptor(name, sha256, input, preprocessing, output, logits, probabilities,
			labels, layers, auto, notes, known, capabilities, remarks, ends);
	}

	/** What nothing states of it, in sentences. */
	public Doubts doubts() {
		return new Doubts(this);
	}

	/** In the same order. */
	private static <T> Map<String, T> visible(final Map<String, T> texts,
		final UnaryOperator<T> change) {
		final Map<String, T> visible = new LinkedHashMap<>();
		texts.forEach((key, value) -> visible.put(PrintableText.line(key), change.apply(value)));
		return Collections.unmodifiableMap(visible);
	}

	/**
	 * What a graph of the same operations is to be described by: all but what was assumed or inferred, which
	 * will be so again.
	 *
	 * @param called how people call that
	 */
	public Description description(final String called) {
		final String source = "the files of " + name;
		Description known =
			Description.NONE.with(Fact.NAME, called, source).with(Fact.GRAPH, "frozen_graph.pb", source)
				.with(Fact.INPUT, input, source).with(preprocessing, source)
				.with(Fact.OUTPUT, output, source).with(Fact.LOGITS, logits, source)
				.with(Fact.PROBABILITIES, probabilities, source).with(Fact.LABELS, labels, source);
		for (final Fact<?> fact : List.of(Fact.CHANNELS, Fact.RANGE, Fact.MEAN, Fact.DEVIATION,
			Fact.STANDARDIZATION, Fact.AXES, Fact.FIT, Fact.PROBABILITIES, Fact.LABELS))
			if (isGuessed(sources.getOrDefault(fact.toString(), ""))) known = known.without(fact);
		if (sources.containsKey(Fact.LAYERS.toString())) {
			final Map<String, String> operations = new LinkedHashMap<>();
			layers.forEach(layer -> operations.put(layer.name(), layer.tensor()));
			known = known.with(Fact.LAYERS, operations, source);
		}
		if (!auto.isEmpty()) known = known.with(Fact.AUTO, auto, source);
		return notes.isEmpty() ? known : known.with(Fact.NOTES, notes, source);
	}

	private static boolean isGuessed(final String source) {
		return source.startsWith("assumed") || source.startsWith("inferred");
	}

	/** What nobody stated: each fact with its reason, for example {@code channels: assumed: ...}. */
	public List<String> assumptions() {
		final List<String> assumptions = new ArrayList<>();
		sources.forEach((fact, source) -> {
			if (isGuessed(source)) assumptions.add(fact + ": " + source);
		});
		if (notes.containsKey(ASSUMED)) assumptions.add("notes: " + notes.get(ASSUMED));
		assumptions.addAll(remarks);
		return assumptions;
	}

	/** Whether each image gets one score for each class; else the network outputs an image. */
	public boolean givesClasses() {
		return !capabilities.getOrDefault(CLASSES, "yes").startsWith("no");
	}

	/** Whether guided backprop and the deconvnet have a ReLU to override. */
	public boolean isGuided() {
		return !capabilities.getOrDefault(GUIDED, "yes").startsWith("no");
	}

	/** What comes out for an image, in words: so many classes, or a picture, its channels, size and values. */
	public String gives() {
		final String count = labels.count() == 0 ? "" : labels.count() + " ";
		if (givesClasses()) return count + (labels.count() == 1 ? "class" : "classes");
		return "a picture of " + count + (labels.count() == 1 ? "channel" : "channels") +
			end().map(ModelDescriptor::size).orElse("") + ", " + values();
	}

	/** Of a network that gives pictures: the names of their channels, where anything names them. */
	public Labels channelNames() {
		return sources.getOrDefault(Fact.LABELS.toString(), "").startsWith("assumed")
			? new Labels(List.of()) : labels;
	}

	/** The layer that gives it; where nothing is said of its very end, the last with positions. */
	private Optional<Layer> end() {
		return last(layers, layer -> layer.tensor().equals(output) || layer.tensor().equals(logits))
			.or(() -> last(layers, Layer::isSpatial));
	}

	private static String size(final Layer end) {
		if (end.shape().stream().allMatch(length -> length > 0) && end.shape().size() == 3)
			return " of " + end.shape().get(1) + "x" + end.shape().get(0) + " pixels";
		return ", as large as the image or in proportion";
	}

	private String values() {
		final String source = sources.getOrDefault(Fact.PROBABILITIES.toString(), "assumed");
		if (source.startsWith("assumed") || probabilities == Probabilities.NONE)
			return "values of any size";
		if (probabilities == Probabilities.SIGMOID) return "values of 0 to 1 (sigmoid)";
		return output.equals(logits) ? "logarithms of probabilities over the channels (log-softmax)"
			: "probabilities over the channels (softmax)";
	}

	/**
	 * Returns if the network gives classes or pictures.
	 *
	 * @param what needs classes, as the subject of a sentence
	 * @throws IllegalArgumentException if it gives values, such as that of a regression
	 */
	public void requireClasses(final String what) {
		if (probabilities == Probabilities.NONE) throw new IllegalArgumentException(what +
			" is about classes and their probabilities, but " + name + " gives values (" +
			NearestNames.listed("", labels.names()) +
			"); saliency-map shows where a value is from, and feature-visualization objective=class and " +
			"deep-dream raise it.");
	}

	/**
	 * The layer that a text means: a layer's name or operation, its index from 0 in the order of
	 * {@link #layers()}, or a wildcard with {@code *} and {@code ?} that only one name matches.
	 *
	 * @throws IllegalArgumentException if there is none, with the nearest of those that there are, or
	 *           several
	 */
	public Layer layer(final String wanted) {
		for (final Layer layer : layers)
			if (layer.name().equals(wanted) || layer.tensor().equals(wanted)) return layer;
		if (wanted.matches("\\d{1,6}") && Integer.parseInt(wanted) < layers.size())
			return layers.get(Integer.parseInt(wanted));
		final List<String> matches = matching(wanted);
		if (matches.size() == 1) return layer(matches.get(0));
		if (matches.isEmpty()) throw new IllegalArgumentException("There is no layer '" + wanted +
			"' in " + name + "; the layers are " + NearestNames.listed(wanted, layerNames()) + ".");
		throw new IllegalArgumentException("Several layers of " + name + " match '" + wanted + "': " +
			NearestNames.listed("", matches) + "; name one.");
	}

	/**
	 * All layers that a wildcard matches, or the one that {@link #layer(String, String)} finds.
	 *
	 * @throws IllegalArgumentException if there is none, with the nearest of those that there are
	 */
	public List<Layer> layers(final String wanted, final String method) {
		final boolean isName = layers.stream().anyMatch(layer -> layer.name().equals(wanted));
		final List<String> matches = isName ? List.of() : matching(wanted);
		return matches.isEmpty() ? List.of(layer(wanted, method))
			: matches.stream().map(this::layer).toList();
	}

	private List<String> matching(final String wildcard) {
		final String regex = Pattern.quote(wildcard).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
		return layerNames().stream().filter(layer -> layer.matches(regex)).toList();
	}

	/**
	 * The layer of that name, or what {@value #AUTO} means for a method: what the model's files say, or
	 * else the last layer that answers in many places and after a ReLU, before the network has
	 * shrunk the image to less than a sixteenth.
	 */
	public Layer layer(final String wanted, final String method) {
		if (!wanted.equalsIgnoreCase(AUTO)) return layer(wanted);
		if (layers.isEmpty()) throw new IllegalArgumentException(
			"No layer of " + name + " is known, so 'auto' names none; list them in its " + FILE + ".");
		return auto.containsKey(method) ? layer(auto.get(method)) : usual();
	}

	/**
	 * The layer that class activation maps take unasked: what the model's files say for the method, or
	 * else the last one that has positions, and more than a pooling to 2x2 leaves of them.
	 *
	 * @param among the layers that what is explained depends on, from the input on
	 * @param height of the image, in pixels
	 * @param width of the image, in pixels
	 * @throws IllegalArgumentException if there is none
	 */
	public Layer lastSpatialLayer(final String method, final List<Layer> among, final int height,
		final int width) {
		if (auto.containsKey(method)) return layer(auto.get(method));
		final List<Layer> spatial = among.stream().filter(Layer::isSpatial).toList();
		return last(spatial, layer -> !layer.isCoarsePooling(height, width))
			.or(() -> last(spatial, layer -> true))
			.orElseThrow(() -> new IllegalArgumentException("No layer of " + name +
				" has positions, so there is nothing to map; take a method that needs no layer."));
	}

	private Layer usual() {
		return last(layers,
			layer -> layer.isSpatial() && layer.stride() <= COARSEST &&
				layer.operation().contains("Relu"))
			.or(() -> last(layers, Layer::isSpatial)).orElse(layers.get(layers.size() - 1));
	}

	private static Optional<Layer> last(final List<Layer> layers, final Predicate<Layer> wanted) {
		return layers.stream().filter(wanted).reduce((one, next) -> next);
	}

	public List<String> layerNames() {
		return layers.stream().map(Layer::name).toList();
	}

	/** For messages: which layers have positions. */
	public String spatialLayers() {
		final List<String> spatial = layers.stream().filter(Layer::isSpatial).map(Layer::name).toList();
		return spatial.isEmpty() ? "no layer of this network has"
			: "those that have are " + NearestNames.listed("", spatial);
	}
}
