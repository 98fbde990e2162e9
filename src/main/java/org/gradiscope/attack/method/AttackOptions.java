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

package org.gradiscope.attack.method;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.method.AttackMethod.Budget;
import org.gradiscope.attack.method.blackbox.Boundary;
import org.gradiscope.attack.method.blackbox.Evolution;
import org.gradiscope.attack.method.blackbox.HopSkipJump;
import org.gradiscope.attack.method.blackbox.Nes;
import org.gradiscope.attack.method.blackbox.Simba;
import org.gradiscope.attack.method.blackbox.Square;
import org.gradiscope.attack.method.gradient.Apgd;
import org.gradiscope.attack.method.gradient.Bim;
import org.gradiscope.attack.method.gradient.Confidence;
import org.gradiscope.attack.method.gradient.MiFgsm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.method.gradient.TargetedApgd;
import org.gradiscope.attack.method.unbounded.CarliniWagner;
import org.gradiscope.attack.method.unbounded.DeepFool;
import org.gradiscope.attack.method.unbounded.Fab;
import org.gradiscope.attack.method.unbounded.RotationTranslation;
import org.gradiscope.attack.view.Camera;
import org.gradiscope.attack.view.Light;
import org.gradiscope.attack.view.Pose;
import org.gradiscope.attack.view.View;
import org.gradiscope.registry.MethodKeys;

/** Attacks with the options that keys say; what these leave out is as usual. */
final class AttackOptions {

	private AttackOptions() {}

	static Attack bim(final Bim usual, final MethodKeys keys, final Budget budget) {
		final Bim bim = usual.withSteps(steps(keys, usual.steps()));
		return bim.withStep(step(keys, bim.step(), budget.epsilon()));
	}

	static Attack pgd(final Pgd usual, final MethodKeys keys, final Budget budget) {
		final Pgd pgd = usual.withSteps(steps(keys, usual.steps()));
		return pgd.withStep(step(keys, pgd.step(), budget.epsilon()))
			.withRestarts(keys.integer("restarts")).withSeed(keys.seed("seed"));
	}

	static Attack miFgsm(final MiFgsm usual, final MethodKeys keys, final Budget budget) {
		final MiFgsm fgsm = usual.withSteps(steps(keys, usual.steps()));
		return fgsm.withStep(step(keys, fgsm.step(), budget.epsilon())).withDecay(keys.number("decay"));
	}

	static Apgd apgd(final Apgd usual, final MethodKeys keys, final Budget budget) {
		return new Apgd(usual.bound(), usual.loss(), steps(keys, usual.steps()), keys.number("rho"),
			usual.momentum(), keys.seed("seed"));
	}

	static Attack targetedApgd(final TargetedApgd usual, final MethodKeys keys, final Budget budget) {
		return usual.withApgd(apgd(usual.apgd(), keys, budget))
			.withCandidates(keys.integer("candidates"));
	}

	static Attack fab(final Fab usual, final MethodKeys keys, final Budget budget) {
		return usual.withSteps(steps(keys, usual.steps())).withCandidates(keys.integer("candidates"));
	}

	static Attack deepFool(final DeepFool usual, final MethodKeys keys, final Budget budget) {
		return new DeepFool(usual.norm(), steps(keys, usual.steps()), keys.integer("candidates"),
			keys.number("overshoot"));
	}

	static Attack carliniWagner(final CarliniWagner usual, final MethodKeys keys,
		final Budget budget) {
		return usual.withSearches(keys.integer("searches")).withSteps(steps(keys, usual.steps()))
			.withKappa(keys.number("kappa"));
	}

	static Attack confidence(final Confidence usual, final MethodKeys keys, final Budget budget) {
		return new Confidence(budget.bound(), steps(keys, usual.steps()),
			step(keys, usual.step(), budget.extent()));
	}

	static Attack rotationTranslation(final RotationTranslation usual, final MethodKeys keys,
		final Budget budget) {
		return usual.withAngle(keys.number("angle", usual.angle())).withShift(keys.number("shift"));
	}

	static Attack expectation(final Expectation usual, final MethodKeys keys, final Budget budget) {
		return new Expectation(keys.choice("base", AttackMethod.bases()).maker().apply(keys, budget),
			keys.integer("samples"), view(keys), keys.seed("seed"));
	}

	private static View view(final MethodKeys keys) {
		final double scale = keys.number("scale");
		return new View(
			new Pose(1 - scale, 1 + scale, keys.number("angle", View.USUAL.pose().rotation()),
				keys.number("perspective")),
			new Light(keys.number("brightness"), keys.number("contrast"), keys.number("colour")),
			new Camera(keys.number("blur", View.USUAL.camera().blur()), keys.number("noise"),
				keys.number("shot"), keys.integer("jpeg")));
	}

	static Attack square(final Square usual, final MethodKeys keys, final Budget budget) {
		return usual.withQueries(keys.integer("queries")).withSeed(keys.seed("seed"));
	}

	static Attack nes(final Nes usual, final MethodKeys keys, final Budget budget) {
		return usual.withQueries(keys.integer("queries")).withSamples(keys.integer("samples"))
			.withStep(step(keys, usual.step(), budget.epsilon())).withSeed(keys.seed("seed"));
	}

	static Attack simba(final Simba usual, final MethodKeys keys, final Budget budget) {
		return usual.withQueries(keys.integer("queries"))
			.withStep(step(keys, usual.step(), budget.extent())).withFormat(budget.format())
			.withSeed(keys.seed("seed"));
	}

	static Attack evolution(final Evolution usual, final MethodKeys keys, final Budget budget) {
		return usual.withPixels(keys.integer("pixels")).withQueries(keys.integer("queries"))
			.withFormat(budget.format()).withSeed(keys.seed("seed"));
	}

	static Attack boundary(final Boundary usual, final MethodKeys keys, final Budget budget) {
		return usual.withQueries(keys.integer("queries")).withSeed(keys.seed("seed"));
	}

	static Attack hopSkipJump(final HopSkipJump usual, final MethodKeys keys, final Budget budget) {
		return usual.withQueries(keys.integer("queries")).withSeed(keys.seed("seed"));
	}

	private static int steps(final MethodKeys keys, final int usual) {
		final double number = keys.number("steps", usual);
		if (number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE) return (int) number;
		throw new IllegalArgumentException(
			"The key 'steps' is a whole number or auto, but '" + keys.text("steps") + "' was given.");
	}

	/** As a fraction of the whole. */
	private static double step(final MethodKeys keys, final double usual, final double whole) {
		return keys.isAuto("stepsize") ? usual : keys.number("stepsize", 0) / whole;
	}
}
