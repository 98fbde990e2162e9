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

package org.gradiscope.engine.tf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.tf.freeze.FrozenModel;
import org.gradiscope.engine.tf.freeze.LaterOutputs;
import org.gradiscope.engine.tf.freeze.ModelFreezer;
import org.gradiscope.engine.tf.freeze.StatedEnds;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.guard.GraphValidator;
import org.gradiscope.engine.tf.inspect.Capabilities;
import org.gradiscope.engine.tf.inspect.DynamicShapeGraph;
import org.gradiscope.engine.tf.inspect.GraphEndpoints;
import org.gradiscope.engine.tf.inspect.Layers;
import org.gradiscope.engine.tf.inspect.NodeRemarks;
import org.gradiscope.engine.tf.inspect.TimeSeriesNetwork;
import org.gradiscope.engine.tf.keras.KerasFreezer;
import org.gradiscope.engine.tf.onnx.OnnxFreezer;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Labels;
import org.gradiscope.model.Layer;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.OnnxMetadata;
import org.gradiscope.model.OtherInput;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Probabilities;
import org.gradiscope.model.format.MetadataFacts;
import org.gradiscope.tensor.Tensor;
import org.tensorflow.proto.GraphDef;

/**
 * From a model at rest to an open network: frozen, its ends found, freed of fixed sizes, cut down to
 * what they need, checked to do nothing but compute, and only then looked at by TensorFlow.
 */
final class ModelLoader {

	private static final List<Fact<String>> ENDS = List.of(Fact.OUTPUT, Fact.LOGITS);

	private final Model atRest;
	private final Model model;
	private final FrozenModel frozen;
	private final Description ends;
	private final DynamicShapeGraph loosened;
	private final FrozenGraph graph;
	/** Null where all sizes have one graph. */
	private final LoopedModel looped;
	private Layers inspected;
	private List<Layer> layers;

	/** Of the images for which loops are written out when a network is opened that takes any. */
	private static final int[] SIDES = { 16, 64, 256, 1024 };

	/**
	 * @param atRest as its files say
	 * @param known its description, for images of one size where loops are written out for that
	 * @param plain without loops
	 * @param looped with them, where each size has a graph of its own; else null
	 */
	private ModelLoader(final Model atRest, final Description known, final FrozenModel plain,
		final LoopedModel looped) {
		final TimeSeriesNetwork seen = TimeSeriesNetwork.asImages(plain, known);
		final TimeSeriesNetwork whole =
			seen.withEnds(GraphEndpoints.of(seen.frozen(), seen.description()));
		this.atRest = atRest;
		this.looped = looped;
		model = new Model(seen.description(), atRest.source());
		frozen = whole.frozen();
		ends = whole.description();
		loosened = DynamicShapeGraph.of(frozen.graph(), ends);
		final FrozenGraph all = new FrozenGraph(loosened.graph(), ends.get(Fact.INPUT).orElseThrow());
		graph = all.needed(outputs(all));
	}

	private static ModelLoader of(final Model atRest) {
		final LaterOutputs frozen = LaterOutputs.of(freeze(atRest),
			ENDS.stream().map(atRest.description()::get).flatMap(Optional::stream).toList());
		final Model model = new Model(named(asRead(atRest), frozen.names()), atRest.source());
		final LoopedModel looped = new LoopedModel(frozen.frozen());
		final InputSize said = model.description().get(Fact.SIZE).orElse(InputSize.atLeast(1, 1));
		if (!said.fixed()) looped.requireSize(model.name());
		return looped.isBySize() && !said.fixed() ? ofSomeSize(model, looped, said)
			: new ModelLoader(model, model.description(), looped.at(said), null);
	}

	/** With the axes as they are in the graph: of an ONNX file channels go last. */
	private static Description asRead(final Model atRest) {
		final Description stated = atRest.description();
		final String axes = stated.get(Fact.AXES).orElse("");
		return atRest.source() instanceof ModelSource.OnnxFile && axes.indexOf('c') == 1
			? stated.with(Fact.AXES, axes.charAt(0) + axes.substring(2) + "c",
				stated.sources().get(Fact.AXES.toString()) + ", where it is " + axes)
			: stated;
	}

	/** With the operations that give what an operation gives second or later. */
	private static Description named(final Description stated, final Map<String, String> names) {
		Description known = stated;
		for (final Fact<String> end : ENDS) {
			final String name = stated.get(end).map(names::get).orElse(null);
			if (name != null) known = known.with(end, name, stated.sources().get(end.toString()));
		}
		return known;
	}

	/** A small one shows as much as a large one, but there are networks that shrink their images first. */
	private static ModelLoader ofSomeSize(final Model model, final LoopedModel looped,
		final InputSize least) {
		EngineException refusal = null;
		for (final int side : SIDES)
			try {
				final ModelLoader loader = ofSize(model, looped,
					new InputSize(true, Math.max(least.height(), side), Math.max(least.width(), side)));
				loader.layers();
				return loader;
			}
			catch (final EngineException e) {
				if (refusal == null) refusal = e;
			}
		throw refusal;
	}

	private static ModelLoader ofSize(final Model model, final LoopedModel looped,
		final InputSize size) {
		return new ModelLoader(model, looped.sized(model.description(), size), looped.at(size), looped);
	}

	/** @throws EngineException if it cannot be run, or must not be; the message says why */
	static Network open(final Model model) {
		try {
			return opened(model);
		}
		catch (final ArithmeticException | IndexOutOfBoundsException e) {
			throw new EngineException(
				"The sizes in the graph of " + model.name() + " contradict each other; export it again.",
				e);
		}
	}

	private static Network opened(final Model model) {
		final ModelLoader loader = of(model);
		final ModelDescriptor descriptor = loader.descriptor();
		final boolean many = loader.loosened.manyImages();
		if (!many && descriptor.preprocessing().size().fixed() &&
			descriptor.preprocessing().fit() == ImageFit.TILE)
			throw new EngineException("The network " + model.name() +
				" takes one image at a time, so images can't be cut into tiles for it; let its description " +
				"say 'fit: resize'.");
		final Map<String, Tensor> given = loader.given(descriptor);
		return new TensorFlowNetwork(descriptor, loader.withWeights(), many).given(given);
	}

	/** What the model's files give to other inputs than that of the images. */
	private Map<String, Tensor> given(final ModelDescriptor descriptor) {
		final Map<String, Tensor> given = new LinkedHashMap<>();
		final Map<String, List<Float>> stated =
			model.description().get(Fact.OTHER_INPUTS).orElse(Map.of());
		for (final OtherInput input : descriptor.ends().inputs())
			if (stated.containsKey(input.name())) given.put(input.name(), value(input, stated));
		return given;
	}

	private static Tensor value(final OtherInput input, final Map<String, List<Float>> stated) {
		final List<Float> numbers = stated.get(input.name());
		final float[] value = new float[numbers.size()];
		for (int i = 0; i < value.length; i++)
			value[i] = numbers.get(i);
		try {
			return input.value(value);
		}
		catch (final IllegalArgumentException e) {
			throw new EngineException(e.getMessage() + " Correct 'also-input' in gradiscope.yaml.", e);
		}
	}

	/** Makes programs of the network; nothing keeps them. */
	static ProgramCompiler compiler(final Model model) {
		final ModelLoader loader = of(model);
		return new ProgramCompiler(loader.withWeights(), loader.descriptor());
	}

	/** Last of all, when nothing can be wrong any more. */
	private FrozenGraph withWeights() {
		final GraphDef definition = graph.definition();
		final FrozenGraph whole =
			graph.with(WeightTensors.read(definition, frozen.weights(), model.name()));
		return looped == null ? whole : whole.with((height,
			width) -> ofSize(atRest, looped, new InputSize(true, height, width)).graph.definition());
	}

	private static FrozenModel freeze(final Model model) {
		final ModelSource source = model.source();
		final FrozenModel frozen = frozen(source, model.description());
		GraphValidator.checkRanges(frozen.graph());
		return frozen;
	}

	private static FrozenModel frozen(final ModelSource source, final Description known) {
		if (source instanceof ModelSource.Graph graph) return ModelFreezer.ofGraph(graph.bytes());
		if (source instanceof ModelSource.GraphFile graph) return ModelFreezer.ofGraph(graph.file());
		if (source instanceof ModelSource.OnnxFile onnx)
			return OnnxFreezer.of(onnx.file(), known.get(Fact.AXES).orElse(null));
		if (source instanceof ModelSource.KerasFile keras) return KerasFreezer.of(keras.file());
		return ModelFreezer.ofSavedModel(((ModelSource.SavedModel) source).folder(), stated(known));
	}

	private static StatedEnds stated(final Description known) {
		return new StatedEnds(known.get(Fact.SIGNATURE), known.get(Fact.INPUT),
			Stream.of(Fact.OUTPUT, Fact.LOGITS).map(known::get).flatMap(Optional::stream).toList());
	}

	/** The operations that anybody may ask for, all ancestors of them included. */
	private Set<String> outputs(final FrozenGraph whole) {
		stated().forEach((name, operation) -> whole.require(operation, "layers: " + name));
		final Set<String> outputs = new LinkedHashSet<>(stated().values());
		outputs.add(ends.get(Fact.OUTPUT).orElseThrow());
		outputs.add(ends.get(Fact.LOGITS).orElseThrow());
		return outputs;
	}

	private Map<String, String> stated() {
		return model.description().get(Fact.LAYERS).orElse(Map.of());
	}

	/** Where each size has a graph of its own, without the lengths that are those of this one. */
	private List<Layer> layers() {
		if (layers == null) layers = looped == null ? ownLayers() : freedLayers();
		return layers;
	}

	private List<Layer> freedLayers() {
		final InputSize size = ends.get(Fact.SIZE).orElseThrow();
		return LoopedModel.freed(ownLayers(),
			ofSize(atRest, looped,
				new InputSize(true, size.series() ? size.height() : 2 * size.height(), 2 * size.width()))
				.ownLayers());
	}

	/** What is said of the layers that are no operation of each size. */
	private Optional<String> inLoops() {
		if (looped == null) return Optional.empty();
		final Set<String> listed = layers().stream().map(Layer::name).collect(Collectors.toSet());
		final List<String> others =
			ownLayers().stream().map(Layer::name).filter(layer -> !listed.contains(layer)).toList();
		return others.isEmpty() ? Optional.empty()
			: Optional
				.of("Within a loop, whose last step is another for each length, and therefore no layer: " +
					String.join(", ", others) + ".");
	}

	private List<Layer> ownLayers() {
		return stated().isEmpty() ? inspected().found() : inspected().named(stated());
	}

	/** Looked at once. */
	private Layers inspected() {
		if (inspected == null) inspected = Layers.in(graph.definition(), ends);
		return inspected;
	}

	private ModelDescriptor descriptor() {
		final GraphDef definition = graph.definition();
		final Layers all = inspected();
		final String logits = ends.get(Fact.LOGITS).orElseThrow();
		final int classes = channels(all, logits);
		final Description known = Assumptions.complete(
			withMetadata(looped == null ? ends : LoopedModel.freed(ends, atRest.description()), classes),
			definition, classes, all.isSeveralPlaces(logits));
		requireFloats();
		final List<String> remarks = new ArrayList<>(frozen.remarks());
		remarks.addAll(loosened.remarks());
		remarks.addAll(NodeRemarks.of(definition));
		remarks.addAll(known.remarks());
		inLoops().ifPresent(remarks::add);
		return new ModelDescriptor(known.get(Fact.NAME).orElseThrow(),
			known.get(Fact.SHA256).orElse(""), known.get(Fact.INPUT).orElseThrow(), preprocessing(known),
			known.get(Fact.OUTPUT).orElseThrow(), known.get(Fact.LOGITS).orElseThrow(),
			known.get(Fact.PROBABILITIES).orElseThrow(),
			known.get(Fact.LABELS).orElse(new Labels(List.of())), layers(),
			known.get(Fact.AUTO).orElse(Map.of()), known.get(Fact.NOTES).orElse(Map.of()),
			known.sources(), capabilities(all, known), remarks,
			GraphEndpoints.listed(frozen, ends, definition));
	}

	/** What the network's own file says, over what is concluded and under what is stated. */
	private Description withMetadata(final Description known, final int classes) {
		if (!(atRest.source() instanceof ModelSource.OnnxFile onnx)) return known;
		return MetadataFacts.of(OnnxMetadata.of(onnx.file()), atRest.description(),
			known.get(Fact.CHANNELS).orElseThrow().count(), classes,
			GraphRescaling.is(graph.definition(), known.get(Fact.INPUT).orElseThrow())).or(known);
	}

	/** As the graph shows it, else as the signature says of the output, which has as many. */
	private int channels(final Layers all, final String logits) {
		final int shown = all.channels(logits);
		final String output = ends.get(Fact.OUTPUT).orElseThrow();
		return shown >= 0 ? shown
			: frozen.outputs().entrySet().stream().filter(entry -> entry.getValue().equals(output))
				.map(entry -> frozen.shapes().getOrDefault(entry.getKey(), List.of()))
				.filter(said -> said.size() == 2 && said.get(1) > 0).findFirst()
				.map(said -> (int) Math.min(said.get(1), Integer.MAX_VALUE)).orElse(-1);
	}

	/** Programs take and give 32 bits a number. */
	private void requireFloats() {
		for (final Fact<String> end : List.of(Fact.INPUT, Fact.LOGITS)) {
			final String type = NodeRemarks.type(graph.definition(), ends.get(end).orElseThrow());
			if (!type.equals("DT_FLOAT")) throw new EngineException(
				"The network " + model.name() + " computes with other numbers than float32: its " + end +
					" is " + type + "; export it in float32.");
		}
	}

	private Map<String, String> capabilities(final Layers all, final Description known) {
		final Capabilities found =
			Capabilities.of(graph.definition(), ends, name -> Op.of(name).isAllowed());
		final Map<String, String> capabilities = new LinkedHashMap<>();
		capabilities.put("objectives and gradients", found.gradients() ? "yes"
			: "no: there is no gradient for " + String.join(", ", found.withoutGradient()));
		capabilities.put(ModelDescriptor.GUIDED,
			!found.gradients() ? "no" : found.guided() ? "yes" : "no: there is no ReLU or ReLU6");
		capabilities.put("activation functions", found.activations().isEmpty() ? "none"
			: new TreeMap<>(found.activations()).toString().replaceAll("[{}]", ""));
		capabilities.put(ModelDescriptor.CLASSES,
			all.isSeveralPlaces(ends.get(Fact.LOGITS).orElseThrow()) ? "no: it outputs an image"
				: known.get(Fact.PROBABILITIES).orElseThrow() == Probabilities.NONE
					? "values, which are no classes" : "yes");
		capabilities.put("several images at once", loosened.manyImages() ? "yes" : "no: one by one");
		return capabilities;
	}

	private static Preprocessing preprocessing(final Description known) {
		try {
			return known.preprocessing();
		}
		catch (final IllegalArgumentException e) {
			throw new EngineException("The images for " + known.get(Fact.NAME).orElseThrow() +
				" cannot be prepared: " + e.getMessage(), e);
		}
	}
}
