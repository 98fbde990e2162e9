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

package org.gradiscope.attribution.check;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.metric.Correlation;
import org.gradiscope.metric.StructuralSimilarity;
import org.gradiscope.objective.Objective;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The weights are re-initialized layer by layer from the output down, and each time the map is compared
 * with that of the network as it is (Adebayo et al. 2018, "Sanity Checks for Saliency Maps", section
 * 3.1). A map that hardly changes does not owe much to what the network learnt.
 *
 * @param steps at most so many, at least 1; where there are more layers, neighbours are re-initialized together
 * @param seed of the draws
 */
public record CascadingRandomization(int steps, long seed) {

	/**
	 * One step of the cascade.
	 *
	 * @param layer the lowest that is re-initialized by now
	 * @param layers how many are re-initialized by now
	 * @param of how many there are
	 * @param similarity of the map to the original
	 */
	public record Step(String layer, int layers, int of, Similarity similarity) {}

	/** @throws IllegalArgumentException if there are no steps */
	public CascadingRandomization {
		OptionRecords.require("The randomization of layers needs", steps >= 1, "steps of at least 1",
			steps);
	}

	/** At most 16 steps. */
	public static CascadingRandomization usual() {
		return new CascadingRandomization(16, 1);
	}

	/**
	 * From the output to the input.
	 *
	 * @param map of the network as it is, by the same method
	 * @throws EngineException if the network has no weights that can be re-initialized
	 */
	public List<Step> run(final Network network, final AttributionMethod method, final Pixels image,
		final Objective objective, final Tensor map, final Progress progress) {
		final List<String> layers = network.weights().layers();
		if (layers.isEmpty()) throw new EngineException("The network " + network.descriptor().name() +
			" has no layers whose weights can be re-initialized; leave the randomization out.");
		final int count = Math.min(steps, layers.size());
		final List<Step> done = new ArrayList<>();
		for (int step = 1; step <= count; step++) {
			progress.check();
			final int drawn = (int) ((long) step * layers.size() / count);
			final Progress part = new Progress.SubProgress(progress, step - 1, 1, count,
				"weights down to " + layers.get(drawn - 1));
			try (Network random = network.weights().randomized(layers.subList(0, drawn), seed)) {
				done.add(new Step(layers.get(drawn - 1), drawn, layers.size(),
					Similarity.of(map, method.attribute(random, image, objective, part).map())));
			}
			part.report(1, 1, "");
		}
		return done;
	}

	@Override
	public String toString() {
		return "cascading-randomization[steps=" + steps + ", seed=" + seed + "]";
	}

	/**
	 * How alike two maps are, as Adebayo et al. 2018 measure it.
	 *
	 * @param spearman of the magnitudes, summed over channels
	 * @param spearmanSigned of the values, summed over channels
	 * @param ssim of the magnitudes, summed over channels and each brought to 0..1
	 */
	public record Similarity(double spearman, double spearmanSigned, double ssim) {

		/** @throws IllegalArgumentException if the maps are not of one shape */
		public static Similarity of(final Tensor a, final Tensor b) {
			final double[] magnitudesA = PixelRanking.ChannelReduction.magnitudes(a);
			final double[] magnitudesB = PixelRanking.ChannelReduction.magnitudes(b);
			return new Similarity(Correlation.spearman(magnitudesA, magnitudesB),
				Correlation.spearman(PixelRanking.ChannelReduction.sums(a),
					PixelRanking.ChannelReduction.sums(b)),
				StructuralSimilarity.of(PixelRanking.ChannelReduction.normalized(magnitudesA, a.shape()),
					PixelRanking.ChannelReduction.normalized(magnitudesB, b.shape()), 1));
		}
	}
}
