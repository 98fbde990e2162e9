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
import java.util.List;
import java.util.Locale;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.tf.graph.ConstantFolder;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphErrors;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Refuses operations that make a tensor of any size out of a few numbers. TensorFlow computes what
 * follows from constants while it takes in a graph, so this is to be known before.
 */
final class SizeLimits {

	/** Most numbers in what such an operation makes; 1 GB of floats. */
	private static final double LARGEST = 1L << 28;

	private final GraphTopology topology;
	private final ConstantFolder numbers;
	private final boolean[] pixels;
	private final boolean[] ragged;

	private SizeLimits(final GraphTopology topology) {
		this.topology = topology;
		numbers = new ConstantFolder();
		pixels = new boolean[topology.size()];
		ragged = new boolean[topology.size()];
	}

	/** @throws EngineException if a size is too large, or is computed from the image's pixels */
	static void check(final GraphDef graph) {
		final SizeLimits limits = new SizeLimits(GraphTopology.of(graph));
		for (int i = 0; i < limits.topology.size(); i++)
			limits.check(i);
	}

	private void check(final int number) {
		final NodeDef node = topology.node(number);
		final int[] inputs = topology.inputs(number);
		ragged[number] = isRagged(node, number);
		pixels[number] = isFromPixels(node, number);
		numbers.learn(node);
		final Op op = Op.of(node);
		for (final int place : op.shapedBy(inputs.length))
			if (pixels[inputs[place]]) throw refusal(node,
				"takes its size from the image's pixels, but a size must be known before the network runs");
		op.ranks().forEach((place, rank) -> checkRank(node, inputs, place, rank));
		final List<double[]> known = new ArrayList<>();
		for (final int size : op.sizedBy()) {
			if (size >= inputs.length || known(inputs[size]) == null) return;
			known.add(known(inputs[size]));
		}
		if (!known.isEmpty()) check(node, made(op, known, inputs));
	}

	/** Of constants; what is computed is looked at by its shape, once that is inferred. */
	private void checkRank(final NodeDef node, final int[] inputs, final int place, final int rank) {
		if (place >= inputs.length) return;
		final NodeDef source =
			topology.node(topology.origin(inputs[place], input -> Op.of(input) == Op.Identity));
		if (Constants.is(source) && Constants.rank(source) != rank) throw refusal(node,
			"takes a tensor of " + Constants.rank(source) + " axes, where one of " + rank + " is needed");
	}

	private static void check(final NodeDef node, final double made) {
		if (!(made <= LARGEST)) throw refusal(node, String.format(Locale.ROOT,
			"would make %.0f numbers, but at most %.0f are taken", made, LARGEST));
	}

	private boolean isFromPixels(final NodeDef node, final int number) {
		if (Placeholders.is(node)) return true;
		return topology.takesAny(number, Op.of(node).is(OpTrait.READS_SHAPE) ? ragged : pixels);
	}

	/** Whether its very shape is from the pixels: how many of them are not 0, and what is made of these. */
	private boolean isRagged(final NodeDef node, final int number) {
		return topology.takesAny(number, Op.of(node) == Op.Where ? pixels : ragged);
	}

	/** At least; what it is made of counts where it is a constant. */
	private double made(final Op op, final List<double[]> known, final int[] inputs) {
		final double[] first = known.get(0);
		return switch (op.resultSize()) {
			case RANGE -> range(known);
			case MULTIPLE -> product(first) * elements(inputs[0]);
			case PADDED -> padded(first);
			case PRODUCT -> product(first);
		};
	}

	private double elements(final int number) {
		final double[] values = known(number);
		if (values != null) return Math.max(1, values.length);
		final NodeDef node = topology.node(number);
		return Constants.is(node) ? Math.max(1, Constants.elements(node)) : 1;
	}

	private double[] known(final int number) {
		return numbers.of(topology.node(number).getName());
	}

	private static double range(final List<double[]> ends) {
		for (final double[] end : ends)
			if (end.length != 1) return 0;
		final double step = ends.get(2)[0];
		return step == 0 ? 0 : Math.max(0, (ends.get(1)[0] - ends.get(0)[0]) / step);
	}

	/** No axis is shorter than what is put before and after it. */
	private static double padded(final double[] paddings) {
		double product = 1;
		for (int i = 0; i + 1 < paddings.length; i += 2)
			product *= Math.max(1, paddings[i] + paddings[i + 1]);
		return product;
	}

	private static double product(final double[] sizes) {
		double product = 1;
		for (final double size : sizes)
			product *= Math.max(0, size);
		return product;
	}

	private static EngineException refusal(final NodeDef node, final String why) {
		return GraphErrors.of("The operation '" + node.getName() + "', a " + node.getOp() + ", " + why +
			"; export the network for inference.");
	}
}
