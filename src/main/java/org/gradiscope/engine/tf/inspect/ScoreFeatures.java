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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What a network tells its classes by: features of an image, of which another dense layer can make other
 * scores.
 *
 * @param edge that gives them
 * @param count how many there are, at each position where there are positions
 * @param positions the axes of these; none of a row of features for each image
 * @param source what they are, for people
 */
public record ScoreFeatures(String edge, int count, List<Integer> positions, String source) {

	/**
	 * What the last product with weights before the class scores takes.
	 *
	 * @param shapes of tensors that do not depend on the image, by their edges
	 * @throws EngineException if that is no matrix product and no convolution, or there are several
	 */
	public static ScoreFeatures last(final GraphDef graph, final ModelDescriptor network,
		final Function<String, int[]> shapes) {
		final GraphTopology topology = GraphTopology.of(graph, List.of(network.logits()));
		final boolean[] path = topology.dependents(topology.number(network.input()),
			node -> !Op.of(node).is(OpTrait.READS_SHAPE));
		final List<Integer> products = products(topology, path, topology.number(network.logits()));
		if (products.size() != 1 || !isPlain(topology, path, products.get(0)))
			throw new EngineException("A new last layer takes what the old one took, but that of " +
				network.name() + " is not one matrix product or convolution" + listed(topology, products) +
				"; name the layer whose features tell the new classes (layer=).");
		final NodeDef product = topology.node(products.get(0));
		final boolean convolution = Op.of(product) == Op.Conv2D;
		final int first = Attributes.isChannelsFirst(product) ? 2 : 1;
		return new ScoreFeatures(product.getInput(0), count(product, shapes.apply(product.getInput(1))),
			convolution ? List.of(first, first + 1) : List.of(), "what '" + product.getName() +
				"' takes" + (convolution ? ", its mean over all positions" : ""));
	}

	/** The first that are met on the way back from an operation. */
	private static List<Integer> products(final GraphTopology topology, final boolean[] path,
		final int from) {
		final List<Integer> found = new ArrayList<>();
		final boolean[] seen = new boolean[topology.size()];
		final Deque<Integer> open = new ArrayDeque<>(List.of(from));
		while (!open.isEmpty()) {
			final int at = open.pop();
			if (seen[at] || !path[at]) continue;
			seen[at] = true;
			if (topology.op(at).is(OpTrait.WEIGHTED)) found.add(at);
			else IntStream.of(topology.inputs(at)).forEach(open::push);
		}
		return found;
	}

	/** Whether its first input depends on the image, and its second one does not. */
	private static boolean isPlain(final GraphTopology topology, final boolean[] path,
		final int product) {
		final Op op = topology.op(product);
		final boolean transposed = Attributes.flag(topology.node(product), "transpose_a", false);
		final int[] inputs = topology.inputs(product);
		return (op == Op.Conv2D || op == Op.MatMul && !transposed) && path[inputs[0]] &&
			!path[inputs[1]];
	}

	private static int count(final NodeDef product, final int[] kernel) {
		final boolean transposed = Attributes.flag(product, "transpose_b", false);
		return kernel[Op.of(product) == Op.Conv2D ? 2 : transposed ? 1 : 0];
	}

	private static String listed(final GraphTopology topology, final List<Integer> products) {
		return products.isEmpty() ? "" : " (" + String.join(", ", products.stream().map(topology::node)
			.map(node -> node.getName() + ", a " + node.getOp()).toList()) + ")";
	}

	/**
	 * Those of a layer.
	 *
	 * @throws EngineException if nobody knows how many it has
	 */
	public static ScoreFeatures of(final GraphDef graph, final ModelDescriptor network,
		final Layer layer) {
		if (layer.channels() < 1)
			throw new EngineException("A new last layer needs a known number of " +
				"features, but the graph does not say how many channels '" + layer.name() + "' of " +
				network.name() + " has; name another layer (layer=).");
		final int axes = layer.shape().size() + 1;
		final boolean channelsFirst =
			ChannelLayout.channelsFirst(graph, network.input(), network.preprocessing().axes())
				.contains(layer.tensor());
		final int first = channelsFirst ? 2 : 1;
		final List<Integer> positions =
			axes == 2 ? List.of() : IntStream.range(first, first + axes - 2).boxed().toList();
		return new ScoreFeatures(layer.tensor(), layer.channels(), positions,
			"the layer " + layer.name() + (positions.isEmpty() ? "" : ", its mean over all positions"));
	}
}
