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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.objective.Expression;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Which convolutions of pictures there are, and of which layer. */
public final class ConvolutionsByLayer {

	private final GraphTopology topology;
	private final boolean[] path;
	private final boolean[] image;
	private final boolean[] claimed;
	private final Map<String, Convolution> found = new LinkedHashMap<>();

	/**
	 * One of them.
	 *
	 * @param filter the edge that its kernel comes along, in TensorFlow's order of axes: height, width,
	 *          in, out; of a depthwise one channels and their multiples instead; of a transposed one
	 *          out, in
	 * @param ofImage whether it takes the image's own channels
	 */
	public record Convolution(String filter, boolean depthwise, boolean transposed,
		boolean ofImage) {}

	private ConvolutionsByLayer(final GraphDef graph, final ModelDescriptor network) {
		topology = GraphTopology.of(graph);
		final int input = topology.number(network.input());
		path = topology.dependents(input, node -> true);
		image = topology.dependents(input, node -> Op.of(node).is(OpTrait.KEEPS_CHANNELS));
		claimed = new boolean[topology.size()];
		for (int i = 0; i < claimed.length; i++)
			claimed[i] = !path[i];
	}

	/**
	 * The convolutions whose kernel does not depend on the image, by name, from the input to the output.
	 * A layer has those since the layers before it, the class scores ({@link Expression#LOGITS}) those
	 * that are left. The last one of a layer is called after it, the others after their operations.
	 */
	public static Map<String, Convolution> of(final GraphDef graph, final ModelDescriptor network) {
		final ConvolutionsByLayer convolutions = new ConvolutionsByLayer(graph, network);
		for (final Layer layer : network.layers())
			convolutions.claim(layer.name(), layer.tensor());
		convolutions.claim(Expression.LOGITS, network.logits());
		return convolutions.found;
	}

	/** All that an operation needs and none before it did. */
	private void claim(final String layer, final String operation) {
		final List<Integer> numbers = topology.claim(topology.number(operation), claimed).stream()
			.filter(this::isConvolution).sorted().toList();
		for (int i = 0; i < numbers.size(); i++)
			found.put(i == numbers.size() - 1 ? layer : topology.node(numbers.get(i)).getName(),
				found(numbers.get(i)));
	}

	private boolean isConvolution(final int number) {
		final Op op = topology.op(number);
		final int[] inputs = topology.inputs(number);
		final boolean known = SlidingWindow.isConvolution(op) && op != Op.Conv3D;
		return (known || op == Op.Conv2DBackpropInput) && inputs.length > 1 && !path[inputs[1]];
	}

	private Convolution found(final int number) {
		final NodeDef node = topology.node(number);
		final boolean transposed = Op.of(node) == Op.Conv2DBackpropInput;
		return new Convolution(node.getInput(1), Op.of(node) == Op.DepthwiseConv2dNative, transposed,
			image[topology.inputs(number)[transposed ? 2 : 0]]);
	}
}
