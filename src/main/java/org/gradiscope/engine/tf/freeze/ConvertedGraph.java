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

package org.gradiscope.engine.tf.freeze;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.DetachedConstants;
import org.gradiscope.engine.tf.graph.Edge;
import org.gradiscope.engine.tf.graph.GraphOps;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * A network of another format while it is built anew in a graph of TensorFlow's, which tells the shape of each
 * result. Weights stay in their files until all is built.
 */
public final class ConvertedGraph implements AutoCloseable {

	private final Graph graph = new Graph();
	private final Ops tf = GraphOps.of(graph);
	private final Map<String, WeightSource> weights = new HashMap<>();
	private final Set<String> remarks = new LinkedHashSet<>();

	/** What adds operations to the graph. */
	public Ops tf() {
		return tf;
	}

	public Graph graph() {
		return graph;
	}

	/** Something that was assumed, converted or left out, in a sentence for people. */
	public void remark(final String remark) {
		remarks.add(remark);
	}

	/**
	 * A constant whose numbers are read when the network is complete.
	 *
	 * @param named gives it its name
	 * @param numbers as many as the shape needs
	 */
	public Operand<TFloat32> weights(final Ops named, final List<Long> shape,
		final WeightSource numbers) {
		GraphLimits.elements(named.scope().makeOpName("weights"), shape);
		final Placeholder<TFloat32> stand = named.placeholder(TFloat32.class,
			Placeholder.shape(Shape.of(shape.stream().mapToLong(Long::longValue).toArray())));
		weights.put(stand.op().name(), numbers);
		return stand;
	}

	/**
	 * Returns if an input can have that shape.
	 *
	 * @param shape negative where a length is open
	 * @throws org.gradiscope.engine.EngineException if it is larger than any tensor, which would end the process
	 */
	public static void requireShape(final String name, final List<Long> shape) {
		GraphLimits.elements(name, shape.stream().map(length -> Math.max(1, length)).toList());
	}

	/**
	 * What the outputs need.
	 *
	 * @param inputs the placeholder of each input, by the name that the file gives it
	 * @param outputs the result of each output, likewise
	 * @throws org.gradiscope.engine.EngineException if it is too large, or computes what cannot be used
	 */
	public FrozenModel frozen(final Map<String, Operand<?>> inputs,
		final Map<String, Operand<?>> outputs) {
		final Map<String, Edge> edges = new LinkedHashMap<>();
		outputs.forEach((name, output) -> edges.put(name, edge(name, output)));
		final GraphDef built = graph.toGraphDef();
		final List<NodeDef> nodes = new ArrayList<>();
		for (final NodeDef node : built.getNodeList())
			nodes.add(weights.containsKey(node.getName()) ? detached(node) : node);
		final Predicate<NodeDef> images = ModelFreezer::isImage;
		final NodeGraph only = WholeNumberInputs
			.freed(OperationReplacer.replace(NodeGraph.of(nodes, edges).pruned()), images, remarks::add);
		final NodeGraph frozen = QuantizedActivations.straightThrough(only, images, remarks::add);
		final Map<String, String> fed = new TreeMap<>();
		inputs.forEach((name, input) -> {
			if (frozen.has(input.op().name())) fed.put(name, input.op().name());
		});
		final Map<String, String> given = new TreeMap<>();
		frozen.outputs().forEach((name, edge) -> given.put(name, edge.toString()));
		return DenseWeights
			.detached(SinglePrecision.of(new FrozenModel(GraphCleaner.clean(frozen, built.getVersions()),
				weights, fed, given, Map.of(), List.copyOf(remarks))));
	}

	/** One that is not the first of its operation gets an operation of its own. */
	private Edge edge(final String name, final Operand<?> output) {
		if (output.asOutput().index() == 0) return new Edge(output.op().name(), 0);
		return new Edge(tf.withName(UniqueNames.valid(name)).identity(output).op().name(), 0);
	}

	private static NodeDef detached(final NodeDef stand) {
		return DetachedConstants.of(stand.getName(), Attributes.get(stand, "shape").getShape()
			.getDimList().stream().map(dimension -> dimension.getSize()).toList());
	}

	@Override
	public void close() {
		graph.close();
	}
}
