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

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import org.gradiscope.engine.tf.graph.Constants;
import org.gradiscope.engine.tf.graph.DetachedConstants;
import org.gradiscope.engine.tf.graph.TensorProtos;
import org.gradiscope.engine.tf.inspect.WeightsByLayer;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.tensor.Gaussian;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * Re-initialized weights, as Adebayo et al. 2018 ("Sanity Checks for Saliency Maps") do to see what a map
 * owes to them. The paper takes the initializers that the networks were trained from; a frozen graph
 * does not tell them. So each constant is drawn from a normal distribution of its own mean and
 * standard deviation, cut off at two deviations and widened so that the draws have that deviation; where all its
 * values are of one sign, as variances are, none comes nearer to zero than they do. A constant of equal
 * values, or with one that is not finite, stays as it is.
 */
final class ReinitializedWeights {

	/** In deviations. */
	private static final double CUT = 2;
	/** The deviation of a normal distribution that is cut off there, over the whole one's. */
	private static final double LEFT = 0.87962566103423978;

	private ReinitializedWeights() {}

	/**
	 * A graph with the weights of some layers drawn; all else is shared with the one given.
	 *
	 * @throws IllegalArgumentException if one of the layers has no weights, with those that have
	 */
	static FrozenGraph drawn(final FrozenGraph graph, final ModelDescriptor network,
		final Collection<String> layers, final long seed) {
		final GraphDef definition = graph.definition();
		final Map<String, List<String>> weights = WeightsByLayer.of(definition, network);
		final Set<String> wanted = new HashSet<>();
		for (final String layer : layers) {
			if (!weights.containsKey(layer)) throw new IllegalArgumentException(
				"There are no weights of '" + layer + "' in " + network.name() +
					"; the layers with weights are " + String.join(", ", weights.keySet()) + ".");
			wanted.addAll(weights.get(layer));
		}
		return graph.with(all -> drawn(all, wanted, seed),
			graph.weights().with(wanted, (name, values) -> drawn(name, values, seed)));
	}

	private static GraphDef drawn(final GraphDef graph, final Set<String> wanted, final long seed) {
		final List<NodeDef> nodes = graph.getNodeList().stream().parallel()
			.map(node -> wanted.contains(node.getName()) ? drawn(node, seed) : node).toList();
		return GraphDef.newBuilder().setVersions(graph.getVersions()).addAllNode(nodes).build();
	}

	private static NodeDef drawn(final NodeDef constant, final long seed) {
		if (DetachedConstants.is(constant)) return constant;
		final TensorProto tensor = Constants.tensor(constant);
		final float[] values = drawn(constant.getName(), TensorProtos.floats(tensor), seed);
		return DetachedConstants.attached(constant,
			tensor.toBuilder().clearFloatVal().setTensorContent(TensorProtos.content(values)).build());
	}

	/** In place; the draws follow from the name alone. */
	private static float[] drawn(final String constant, final float[] values, final long seed) {
		draw(values, new SplittableRandom(31 * seed + constant.hashCode()));
		return values;
	}

	/** In place. */
	static void draw(final float[] values, final SplittableRandom random) {
		double sum = 0;
		double squares = 0;
		float min = Float.POSITIVE_INFINITY;
		float max = Float.NEGATIVE_INFINITY;
		for (final float value : values) {
			sum += value;
			min = Math.min(min, value);
			max = Math.max(max, value);
		}
		final double mean = sum / values.length;
		for (final float value : values)
			squares += (value - mean) * (value - mean);
		final double deviation = Math.sqrt(squares / values.length) / LEFT;
		final double least = min > 0 ? min : Double.NEGATIVE_INFINITY;
		final double most = max < 0 ? max : Double.POSITIVE_INFINITY;
		if (min < max && deviation < Double.POSITIVE_INFINITY) for (int i = 0; i < values.length; i++)
			values[i] = (float) next(random, mean, deviation, least, most);
	}

	private static double next(final SplittableRandom random, final double mean,
		final double deviation, final double least, final double most) {
		while (true) {
			final double normal = Gaussian.next(random);
			final double value = mean + deviation * normal;
			if (Math.abs(normal) <= CUT && value >= least && value <= most) return value;
		}
	}
}
