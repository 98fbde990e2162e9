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

import java.util.Optional;

import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.engine.tf.graph.Op;
import org.gradiscope.engine.tf.graph.OpTrait;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * What a network was trained on, as far as its first convolution and the batch normalization after it
 * remember: the convolution of a picture is {@code bias + mean sum(kernel)} on average.
 *
 * @param layer the convolution
 * @param mean of all pixels in the network's own numbers
 * @param error the standard error of the mean
 * @param spread the pixels' standard deviation
 * @param scatter the factor by which half of the channels disagree about the spread; 1 if they do not
 */
public record TrainingPixelStatistics(String layer, double mean, double error, double spread,
	double scatter) {

	/** Steps from the input to the normalization. */
	private static final int STEPS = 20;

	/** What a graph remembers; nothing if it is built otherwise, or was never trained. */
	public static Optional<TrainingPixelStatistics> of(final GraphDef graph, final String input) {
		final GraphTopology topology = GraphTopology.of(graph);
		int at = topology.number(input);
		for (int step = 0; step < STEPS && at >= 0; step++) {
			final int user = topology.onlyUser(at).orElse(-1);
			if (user < 0) return Optional.empty();
			final NodeDef node = topology.node(user);
			if (Op.of(node) == Op.Conv2D)
				return topology.inputs(user).length == 2 && topology.inputs(user)[0] == at
					? of(topology, user) : Optional.empty();
			if (!Op.of(node).is(OpTrait.MOVES_PIXELS)) return Optional.empty();
			at = user;
		}
		return Optional.empty();
	}

	private static Optional<TrainingPixelStatistics> of(final GraphTopology topology,
		final int convolution) {
		final Optional<KernelStatistics> kernels =
			KernelStatistics.of(topology, topology.inputs(convolution)[1]);
		int at = convolution;
		double[] bias = { 0 };
		for (int step = 0; step < STEPS && kernels.isPresent(); step++) {
			final int user = topology.onlyUser(at).orElse(-1);
			if (user < 0) return Optional.empty();
			final Optional<BatchNormMoments> moments = BatchNormMoments.of(topology, user, at);
			if (moments.isPresent())
				return kernels.get().pixels(topology.node(convolution).getName(), bias, moments.get());
			final Op op = topology.op(user);
			if (op == Op.BiasAdd || op == Op.Add || op == Op.AddV2) {
				final int term = BatchNormMoments.other(topology.inputs(user), at);
				final Optional<double[]> more =
					term < 0 ? Optional.empty() : Constants.weights(topology, term);
				if (more.isEmpty() || bias.length > 1) return Optional.empty();
				bias = more.get();
			}
			else if (op != Op.Identity) return Optional.empty();
			at = user;
		}
		return Optional.empty();
	}
}
