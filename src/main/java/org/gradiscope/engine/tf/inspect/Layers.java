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

package org.gradiscope.engine.tf.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The layers of a network as a person would name them: Keras layers, slim scopes. */
public final class Layers {

	private final GraphTopology topology;
	private final Description ends;
	private final int input;
	private final boolean[] path;
	private final SymbolicShapes forms;
	private final LayerTypes words;
	private final Map<String, List<Long>> shapes;
	private final Set<String> anySize;
	/** The operations whose first output is needed. */
	private final Set<String> firsts;
	/** The shapes where there is one image; told when they are needed. */
	private Map<String, List<Long>> ofOne;

	private Layers(final GraphDef graph, final Description ends) {
		topology = GraphTopology.of(graph, List.of(end(ends, Fact.OUTPUT)));
		this.ends = ends;
		input = topology.number(end(ends, Fact.INPUT));
		if (input < 0) throw new EngineException(
			"The output '" + end(ends, Fact.OUTPUT) + "' does not depend on the input '" +
				end(ends, Fact.INPUT) + "'; name both in gradiscope.yaml (input.tensor, output.tensor).");
		path = topology.dependents(input, node -> !Op.of(node).is(OpTrait.READS_SHAPE));
		path[input] = false;
		firsts = topology.all().flatMap(GraphTopology::dataInputs).map(Edge::of)
			.filter(edge -> edge.index() == 0).map(Edge::node).collect(Collectors.toSet());
		firsts.add(end(ends, Fact.OUTPUT));
		forms = SymbolicShapes.of(topology, end(ends, Fact.INPUT), ImageShapes.form(ends));
		words = new LayerTypes(topology, path);
		final InferredShapes inferred = InferredShapes.of(nodes(-1));
		inferred.memory().requireRoom();
		shapes = inferred.first();
		anySize = AnySizeOperations.of(graph, ends);
	}

	/**
	 * Those of a graph. Shapes are those at the network's own size, where it has one.
	 * <p>
	 * TensorFlow's shape inference is native code: a graph must have passed the engine's checks before
	 * it comes here.
	 * </p>
	 *
	 * @param graph as {@link DynamicShapeGraph} gives it
	 * @param ends says input, axes, channels, size and output
	 * @throws EngineException if the output does not depend on the input, TensorFlow refuses the
	 *           graph, or there is not enough memory to run it
	 */
	public static Layers in(final GraphDef graph, final Description ends) {
		return new Layers(graph, ends);
	}

	/**
	 * The layers that are named, in the order of their operations: each with all that stands between the
	 * one before and itself.
	 *
	 * @param named the operation of each, by the layer's name
	 * @throws EngineException if an operation is not on the way from input to output
	 */
	public List<Layer> named(final Map<String, String> named) {
		final NavigableMap<Integer, String> order = new TreeMap<>();
		named.forEach((name, operation) -> order.put(number(name, operation), name));
		final Map<String, List<Integer>> members = new LinkedHashMap<>();
		order.values().forEach(name -> members.put(name, new ArrayList<>()));
		for (int i = 0; i < path.length; i++)
			if (path[i] && order.ceilingKey(i) != null)
				members.get(order.ceilingEntry(i).getValue()).add(i);
		return layers(order, members,
			named.keySet().stream().collect(Collectors.toMap(name -> name, name -> name)));
	}

	private int number(final String name, final String operation) {
		final int number = topology.number(operation);
		if (number >= 0 && path[number] && !isTakenFirst(number)) throw new EngineException(
			"The layer '" + name + "' is said to be the operation '" + operation +
				"', but the output takes nothing of what that gives first; name one of the operations " +
				"that take from it in 'layers' of gradiscope.yaml, or leave it out.");
		if (number >= 0 && path[number]) return number;
		throw new EngineException("The layer '" + name + "' is said to be the operation '" + operation +
			"', but none of that name lies between the input and the output; correct 'layers' in " +
			"gradiscope.yaml, or leave it out.");
	}

	/** The number of channels that an operation gives; -1 where the graph does not say. */
	public int channels(final String operation) {
		final List<Long> shape = shapes.getOrDefault(operation, List.of());
		// One number for each image.
		if (shape.size() < 2) return shape.size() == 1 && shape.get(0) <= 1 ? 1 : -1;
		final List<Integer> usual =
			LayerShapes.of(topology, input, path, ends).of(topology.number(operation), shape);
		return usual.get(usual.size() - 1);
	}

	/** Whether an operation gives numbers at several places of an image, as far as the graph says. */
	public boolean isSeveralPlaces(final String operation) {
		final List<Long> shape = shapes.getOrDefault(operation, List.of());
		return shape.size() > 2 && shape.stream().skip(1).filter(length -> length != 1).count() > 1;
	}

	/**
	 * From input to output, each after all that it takes from; with the scope's last tensor that has
	 * channels, of as many axes as the images or of 2.
	 */
	public List<Layer> found() {
		final Map<String, List<Integer>> members = members();
		members.values().removeIf(numbers -> tensor(numbers) < 0);
		final NavigableMap<Integer, String> order = new TreeMap<>();
		members.forEach((scope, numbers) -> order.put(tensor(numbers), scope));
		return layers(order, members, LayerNames.of(order.values()));
	}

	private static String end(final Description ends, final Fact<String> fact) {
		return ends.get(fact).orElseThrow();
	}

	/**
	 * What the output needs, the placeholder with the network's own size.
	 *
	 * @param images how many; -1 for any number
	 */
	private List<NodeDef> nodes(final long images) {
		final List<NodeDef> nodes = new ArrayList<>();
		final boolean fixed = ends.get(Fact.SIZE).filter(InputSize::fixed).isPresent();
		for (int i = 0; i < topology.size(); i++)
			nodes.add(i != input || !fixed ? topology.node(i)
				: DynamicShapeGraph.placeholder(topology.node(i),
					forms.get(input).axes().stream().map(axis -> axis.isNumber() ? axis.number()
						: axis.equals(SymbolicDimension.BATCH) ? images : -1L).toList()));
		return nodes;
	}

	/** The numbers of each scope's operations. */
	private Map<String, List<Integer>> members() {
		final List<Integer> all = new ArrayList<>();
		for (int i = 0; i < topology.size(); i++)
			if (path[i]) all.add(i);
		final LayerScopes scopes =
			LayerScopes.of(all.stream().filter(i -> !words.isPassing(i)).map(this::name).toList());
		final Map<String, List<Integer>> members = new LinkedHashMap<>();
		all
			.forEach(i -> members.computeIfAbsent(scopes.of(name(i)), scope -> new ArrayList<>()).add(i));
		members.values().removeIf(numbers -> numbers.stream().allMatch(words::isPassing));
		return members;
	}

	private String name(final int number) {
		return topology.node(number).getName();
	}

	/** The last that has channels; -1 if none has. */
	private int tensor(final List<Integer> members) {
		final int axes = forms.get(input).axes().size();
		for (int i = members.size() - 1; i >= 0; i--) {
			final int rank = shapes.getOrDefault(name(members.get(i)), List.of()).size();
			if ((rank == axes || rank == 2) && Attributes.isFloat(topology.node(members.get(i))) &&
				isTakenFirst(members.get(i)) && isOfOneImage(members.get(i))) return members.get(i);
		}
		return -1;
	}

	/** Activations are what an operation gives first, which may be a part that goes nowhere. */
	private boolean isTakenFirst(final int number) {
		return firsts.contains(name(number));
	}

	/** Not as where positions are taken for images, as far as the graph says. */
	private boolean isOfOneImage(final int number) {
		if (!forms.get(number).isNone()) return forms.get(number).isBatch();
		if (ofOne == null) ofOne = InferredShapes.of(nodes(1)).first();
		final List<Long> shape = ofOne.getOrDefault(name(number), List.of());
		return shape.isEmpty() || shape.get(0) < 0 || shape.get(0) == 1;
	}

	private List<Layer> layers(final NavigableMap<Integer, String> order,
		final Map<String, List<Integer>> members, final Map<String, String> names) {
		final Map<String, Long> weights = weights(members, order);
		final ReceptiveFields fields = ReceptiveFields.of(topology, input, forms, path);
		final LayerShapes layout = LayerShapes.of(topology, input, path, ends);
		final List<Layer> layers = new ArrayList<>();
		order.forEach((tensor, scope) -> {
			final List<Integer> shape = layout.of(tensor, shapes.get(name(tensor)));
			final boolean spatial = shape.size() >= 3;
			layers.add(new Layer(names.get(scope), name(tensor), words.of(members.get(scope)), shape,
				spatial ? fields.stride(tensor) : 0, spatial ? fields.side(tensor) : 0,
				weights.getOrDefault(scope, 0L), anySize.contains(name(tensor)),
				spatial ? fields.start(tensor) : Double.NaN));
		});
		return layers;
	}

	/** Those of operations that are in no layer count for the layer that comes next. */
	private Map<String, Long> weights(final Map<String, List<Integer>> members,
		final NavigableMap<Integer, String> order) {
		final Map<Integer, String> scopes = new HashMap<>();
		members.forEach((scope, numbers) -> numbers.forEach(number -> scopes.put(number, scope)));
		final Map<String, Long> weights = new HashMap<>();
		final long[] each = WeightCounts.of(topology, path);
		for (int i = 0; i < topology.size(); i++) {
			final Map.Entry<Integer, String> next = order.higherEntry(i);
			final String scope = scopes.getOrDefault(i, next == null ? null : next.getValue());
			if (each[i] > 0) weights.merge(String.valueOf(scope), each[i], Long::sum);
		}
		return weights;
	}
}
