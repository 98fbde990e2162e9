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

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.engine.tf.graph.Attributes;
import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.ShapeRule;
import org.tensorflow.proto.NodeDef;

/**
 * The constants that a batch normalization in use stores of its training: what came in.
 *
 * @param mean by channel
 * @param variance by channel
 */
record BatchNormMoments(double[] mean, double[] variance) {

	private static final Set<Op> SUMS = EnumSet.of(Op.Add, Op.AddV2);
	private static final Set<Op> SCALINGS = EnumSet.of(Op.Mul, Op.RealDiv, Op.Div);
	private static final Set<Op> ROOTS = EnumSet.of(Op.Sqrt, Op.Rsqrt);

	/** What stands in {@code user}, which takes {@code taken} first of all; none if it is none. */
	static Optional<BatchNormMoments> of(final GraphTopology topology, final int user,
		final int taken) {
		final NodeDef node = topology.node(user);
		final int[] inputs = topology.inputs(user);
		if (Op.of(node).shape() == ShapeRule.BATCH_NORM)
			return inputs.length < 5 || inputs[0] != taken || Attributes.flag(node, "is_training", true)
				? Optional.empty() : of(topology, Optional.of(inputs[3]), Optional.of(inputs[4]));
		if (Op.of(node) == Op.Mul) return multiplied(topology, user, other(inputs, taken));
		if (Op.of(node) == Op.Sub && inputs.length == 2 && inputs[0] == taken)
			return scaled(topology, user, inputs[1]);
		return Optional.empty();
	}

	/** {@code x f + (offset - mean f)}, where {@code f} is {@code gamma / sqrt(variance + epsilon)}. */
	private static Optional<BatchNormMoments> multiplied(final GraphTopology topology,
		final int product, final int factor) {
		return topology.onlyUser(product).filter(sum -> SUMS.contains(topology.op(sum)))
			.flatMap(sum -> {
				final int shift = other(topology.inputs(sum), product);
				if (shift < 0 || factor < 0 || topology.op(shift) != Op.Sub ||
					topology.inputs(shift).length != 2) return Optional.empty();
				final int taken = topology.inputs(shift)[1];
				if (topology.op(taken) != Op.Mul) return Optional.empty();
				return of(topology, Optional.of(other(topology.inputs(taken), factor)),
					variance(topology, factor));
			});
	}

	/** {@code (x - mean) f} or {@code (x - mean) / sqrt(variance + epsilon)}. */
	private static Optional<BatchNormMoments> scaled(final GraphTopology topology,
		final int difference, final int mean) {
		return topology.onlyUser(difference).filter(user -> SCALINGS.contains(topology.op(user)))
			.flatMap(user -> of(topology, Optional.of(mean),
				variance(topology, other(topology.inputs(user), difference))));
	}

	/** Under the root that is the factor, or stands in it. */
	private static Optional<Integer> variance(final GraphTopology topology, final int factor) {
		if (factor < 0) return Optional.empty();
		final Optional<Integer> rooted =
			IntStream.concat(IntStream.of(factor), IntStream.of(topology.inputs(factor)))
				.filter(at -> ROOTS.contains(topology.op(at)))
				.flatMap(root -> IntStream.of(topology.inputs(root))).boxed().findFirst();
		return rooted.filter(sum -> SUMS.contains(topology.op(sum))).map(sum -> IntStream
			.of(topology.inputs(sum)).filter(term -> isWeights(topology, term)).boxed().findFirst())
			.orElse(rooted);
	}

	/** And no epsilon. */
	private static boolean isWeights(final GraphTopology topology, final int number) {
		return Constants.weights(topology, number).filter(all -> all.length > 1).isPresent();
	}

	private static Optional<BatchNormMoments> of(final GraphTopology topology,
		final Optional<Integer> mean, final Optional<Integer> variance) {
		final Optional<double[]> means =
			mean.filter(at -> at >= 0).flatMap(at -> Constants.weights(topology, at));
		final Optional<double[]> variances = variance.flatMap(at -> Constants.weights(topology, at));
		if (means.isEmpty() || variances.isEmpty()) return Optional.empty();
		return Stream.of(new BatchNormMoments(means.get(), variances.get()))
			.filter(found -> found.mean.length == found.variance.length).findFirst();
	}

	/** The other of two, or -1. */
	static int other(final int[] inputs, final int one) {
		if (inputs.length != 2) return -1;
		return inputs[0] == one ? inputs[1] : inputs[1] == one ? inputs[0] : -1;
	}
}
