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

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.gradiscope.attribution.Attribution;
import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.attribution.Baseline;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Score;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * All checks of a map at once: cascading randomization of the weights, deletion and insertion curves of
 * the class's probability beside those of random order, infidelity by squares, and sensitivity-n. The
 * randomization makes the map anew at each step, with the method's own settings, however long it takes.
 *
 * @param cascade at most so many steps of the randomization; 0 leaves it out
 * @param steps of the curves, at least 1
 * @param baseline what pixels become that are taken away; insertion begins with the blurred image
 * @param orders how many random orders are averaged, at least 1
 * @param samples for infidelity, and for each n of sensitivity-n, at least 2
 * @param seed of all that is random
 */
public record SaliencyCheck(int cascade, int steps, Baseline baseline, int orders, int samples,
	long seed) {

	/** The n of sensitivity-n, as fractions of the number of pixels. */
	static final List<Double> FRACTIONS = List.of(0.01, 0.1, 0.5);

	/** Two curves, each beside one of random orders, infidelity, and sensitivity for each n. */
	private static final int CURVES_AND_CHANGES = 5 + FRACTIONS.size();

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public SaliencyCheck {
		OptionRecords.require("A check of saliency needs", cascade >= 0,
			"a cascade of at least 0 steps", cascade);
		OptionRecords.require("A check of saliency needs", steps >= 1, "steps of at least 1", steps);
		OptionRecords.require("A check of saliency needs", orders >= 1, "random orders of at least 1",
			orders);
		OptionRecords.require("A check of saliency needs", samples >= 2, "samples of at least 2",
			samples);
	}

	/** A cascade of at most 16 steps, curves of 50 steps towards black, 3 random orders, 50 samples. */
	public static SaliencyCheck usual() {
		return new SaliencyCheck(16, 50, Baseline.Standard.BLACK, 3, 50, 1);
	}

	/**
	 * Checks the map of a class.
	 *
	 * @param score what the map is of; the curves are of the probability, whatever it is
	 * @throws EngineException if the weights are to be re-initialized and cannot be
	 */
	public Findings of(final AttributionMethod method, final Network network, final Pixels image,
		final Score score, final int target, final Progress progress) {
		network.descriptor().requireClasses("A check of a saliency map");
		final Objective objective = score.of(target);
		final Objective probability = Score.PROBABILITY.of(target);
		// A map may take far longer than all else.
		final int maps = 1 + (cascade == 0 ? 0 : Math.min(cascade, network.weights().layers().size()));
		final int of = maps + CURVES_AND_CHANGES;
		final Supplier<Progress> next = parts(progress, maps, of);
		final Tensor map =
			method.attribute(network, image, objective, new Progress.SubProgress(progress, 0, of)).map();
		final Attribution.Meaning meaning = method.meaning();
		final int[] order = PixelRanking.by(map, meaning);
		final List<CascadingRandomization.Step> drawn =
			cascade == 0 ? List.of() : new CascadingRandomization(cascade, seed).run(network, method,
				image, objective, map, new Progress.SubProgress(progress, 1, maps - 1, of, ""));
		final DeletionInsertion deletion = DeletionInsertion.deletion(baseline).withSteps(steps);
		final DeletionInsertion insertion = DeletionInsertion.insertion().withSteps(steps);
		// For the many changes a blurred baseline is made once.
		final Baseline made = Baseline.image(baseline.of(image));
		return new Findings(method.toString(), map, drawn,
			deletion.along(order, network, image, probability, next.get()),
			deletion.random(orders, seed, network, image, probability, next.get()),
			insertion.along(order, network, image, probability, next.get()),
			insertion.random(orders, seed, network, image, probability, next.get()),
			new Infidelity(new InputPerturbation.Squares(made), samples, seed).of(map, meaning, network,
				image, objective, next.get()),
			FRACTIONS.stream().map(fraction -> new SensitivityN(fraction, samples, made, seed).of(map,
				meaning, network, image, objective, next.get())).toList());
	}

	/** One after the other. */
	private static Supplier<Progress> parts(final Progress progress, final int first, final int of) {
		final AtomicInteger part = new AtomicInteger(first);
		return () -> new Progress.SubProgress(progress, part.getAndIncrement(), of);
	}

	@Override
	public String toString() {
		return "saliency-check[cascade=" + cascade + ", steps=" + steps + ", baseline=" + baseline +
			", orders=" + orders + ", samples=" + samples + ", seed=" + seed + "]";
	}
}
