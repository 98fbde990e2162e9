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
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.gradiscope.engine.NormalizedLayer;
import org.gradiscope.engine.tf.graph.GraphTopology;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelDescriptor;
import org.tensorflow.proto.GraphDef;

/** The moments that the batch normalizations of a graph store of their training. */
public final class TrainingMoments {

	private TrainingMoments() {}

	/** Of all that were trained, from the input on. */
	public static List<NormalizedLayer> of(final GraphDef graph, final ModelDescriptor network) {
		final GraphTopology topology = GraphTopology.of(graph);
		final boolean[] ofImage = topology.dependents(topology.number(network.input()), node -> true);
		final List<NormalizedLayer> all = new ArrayList<>();
		for (int user = 0; user < topology.size(); user++) {
			final int at = user;
			IntStream.of(topology.inputs(at)).filter(taken -> ofImage[taken]).boxed().findFirst()
				.flatMap(taken -> of(topology, at, taken, network)).ifPresent(all::add);
		}
		return all;
	}

	private static Optional<NormalizedLayer> of(final GraphTopology topology, final int user,
		final int taken, final ModelDescriptor network) {
		return BatchNormMoments.of(topology, user, taken).filter(TrainingMoments::isTrained)
			.map(moments -> new NormalizedLayer(name(topology.node(user).getName(), network),
				topology.node(taken).getName(), moments.mean(), moments.variance()));
	}

	/** One that was never trained has means of 0 and variances of 1. */
	private static boolean isTrained(final BatchNormMoments moments) {
		return DoubleStream.of(moments.mean()).allMatch(Double::isFinite) &&
			DoubleStream.of(moments.variance()).allMatch(v -> v >= 0 && Double.isFinite(v)) &&
			DoubleStream.of(moments.mean()).anyMatch(mean -> mean != moments.mean()[0]) &&
			DoubleStream.of(moments.variance()).anyMatch(v -> v != moments.variance()[0]);
	}

	private static String name(final String operation, final ModelDescriptor network) {
		return network.layers().stream().filter(layer -> layer.tensor().equals(operation))
			.map(Layer::name).findFirst().orElse(operation);
	}
}
