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

package org.gradiscope.attack.method.gradient;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.StandingImages;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.ClassRanking;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Criterion.OfClasses;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Auto-PGD on the difference of logits ratio towards one class after the other, the likeliest of the clean
 * image first, on the images that still stand (Croce &amp; Hein 2020, "Reliable Evaluation of
 * Adversarial Robustness with an Ensemble of Diverse Parameter-Free Attacks"). Away from a class, whatever other class an
 * iterate is taken for, it fools; where a target is wanted, it is the only one.
 * <p>
 * The ratio needs four classes. Of fewer, the cross-entropy takes its place.
 * </p>
 *
 * @param apgd towards one class; its loss is not looked at
 * @param candidates how many classes of the clean image are looked at, at least 2, its own among them;
 *          all where there are not so many
 */
public record TargetedApgd(Apgd apgd, int candidates) implements BoundedAttack {

	/** Classes that the targeted ratio needs. */
	public static final int CLASSES = 4;

	/** @throws IllegalArgumentException if there are no candidates */
	public TargetedApgd {
		OptionChecks.require(candidates >= 2, "candidates of at least 2", candidates);
	}

	/** The paper's: 9 targets, 100 steps towards each. */
	public static TargetedApgd of(final Bound bound) {
		return new TargetedApgd(Apgd.of(bound, Loss.DLR), 10);
	}

	@Override
	public Bound bound() {
		return apgd.bound();
	}

	/** Towards each class. */
	public int steps() {
		return apgd.steps();
	}

	@Override
	public TargetedApgd withEpsilon(final double epsilon) {
		return new TargetedApgd(apgd.withEpsilon(epsilon), candidates);
	}

	public TargetedApgd withApgd(final Apgd newApgd) {
		return OptionRecords.with(this, "apgd", newApgd);
	}

	public TargetedApgd withCandidates(final int newCandidates) {
		return OptionRecords.with(this, "candidates", newCandidates);
	}

	@Override
	public String remark(final int classes) {
		return classes >= CLASSES ? ""
			: "the targeted difference of logits ratio needs " + CLASSES +
				" classes, but the network has " + classes +
				", so the cross-entropy towards each class takes its place";
	}

	@Override
	public Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		final StandingImages standing = new StandingImages(model, images, ball);
		final int targets = ClassRanking.targets(model, candidates);
		for (int rank = 0; rank < targets && !standing.isEmpty(); rank++) {
			final int next = rank;
			standing.attack((some, originals, around) -> towards(next, some, originals, around,
				new Progress.SubProgress(progress, next, targets)));
		}
		return standing.result();
	}

	private Tensor towards(final int rank, final TargetModel model, final Pixels images,
		final EpsilonBall ball, final Progress progress) {
		final Loss loss = model.classes() < CLASSES ? Loss.CROSS_ENTROPY : Loss.DLR;
		return apgd.withLoss(loss).withSeed(apgd.seed() + rank)
			.climb(model.with(targets(rank, model, model.scores(images))), model, images, ball, progress);
	}

	/** @param clean the scores of the originals */
	private static List<Criterion> targets(final int rank, final TargetModel model,
		final Tensor clean) {
		final List<Criterion> targets = new ArrayList<>();
		for (int n = 0; n < model.count(); n++) {
			final OfClasses wanted = ClassRanking.criterion(model, n);
			targets.add(wanted.sign() > 0 ? wanted
				: new Criterion.Targeted(
					ClassRanking.others(clean.item(n), wanted.reference(), rank + 1).get(rank),
					wanted.reference()));
		}
		return targets;
	}
}
