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

package org.gradiscope.command;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.MinimalEpsilon;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.attack.method.Expectation;
import org.gradiscope.attack.method.Universal;
import org.gradiscope.attack.method.control.Blur;
import org.gradiscope.attack.method.control.Contrast;
import org.gradiscope.attack.method.control.Noise;
import org.gradiscope.attack.method.gradient.Apgd;
import org.gradiscope.attack.method.gradient.Bim;
import org.gradiscope.attack.method.gradient.Confidence;
import org.gradiscope.attack.method.gradient.Fgsm;
import org.gradiscope.attack.method.gradient.MiFgsm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.method.unbounded.CarliniWagner;
import org.gradiscope.attack.method.unbounded.DeepFool;
import org.gradiscope.attack.method.unbounded.Jsma;
import org.gradiscope.attack.method.unbounded.RotationTranslation;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.View;
import org.gradiscope.tensor.ValueRange;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** The keys of a command that attacks: by which method, to what end, and every method's own. */
public abstract class AttackKeys extends ImageCommand {

	static final String NONE = "none";
	static final String LEAST_LIKELY = "least-likely";
	static final String REGION_CHANGE = "region-change";
	static final String REGION_ERASE = "region-erase";
	/** The share of the value range that a value may change by, unless told. */
	private static final double USUAL = 8 / 255.0;
	private static final Set<AttackMethod> BASES = EnumSet.of(AttackMethod.FGSM, AttackMethod.FGM,
		AttackMethod.BIM, AttackMethod.PGD, AttackMethod.PGD_L2, AttackMethod.MI_FGSM,
		AttackMethod.APGD_CE, AttackMethod.APGD_DLR);

	/** Of the conditions beside the keys: which methods read them, by themselves or beneath expectation. */
	private static final String WITH_EPSILON =
		"method!=deepfool|deepfool-linf|cw-l2|jsma|rotation-translation";
	private static final String SEARCHED = WITH_EPSILON + "|universal";
	private static final String PGDS = "method=pgd|pgd-l2; base=pgd|pgd-l2";
	private static final String MOMENTUM = "method=mi-fgsm; base=mi-fgsm";
	private static final String APGDS = "method=apgd-ce|apgd-dlr; base=apgd-ce|apgd-dlr";
	private static final String DEEPFOOLS = "method=deepfool|deepfool-linf";
	private static final String SIZED = PGDS + "; " + MOMENTUM +
		"; method=bim|least-likely|confidence; base=bim";
	private static final String STEPPING = SIZED + "; " + APGDS + "; " + DEEPFOOLS + "; method=cw-l2";
	private static final String SEEDED = "method=pgd|pgd-l2|apgd-ce|apgd-dlr|expectation|noise";

	@Parameter(
		label = "Method", choices = { "fgsm", "fgm", "least-likely", "bim", "pgd", "pgd-l2", "mi-fgsm",
			"deepfool", "deepfool-linf", "cw-l2", "jsma", "apgd-ce", "apgd-dlr", "universal",
			"confidence", "rotation-translation", "expectation", "noise", "blur", "contrast" },
		persist = false,
		description = "fgsm, fgm (L2): Goodfellow 2014; least-likely, bim: Kurakin 2016; pgd, pgd-l2: " +
			"Madry 2017; mi-fgsm: Dong 2017; deepfool (L2), deepfool-linf: Moosavi-Dezfooli 2015; cw-l2: " +
			"Carlini & Wagner 2016; jsma: Papernot 2015; apgd-ce, apgd-dlr: Croce & Hein 2020; universal, " +
			"one change for all slices: Moosavi-Dezfooli 2016; confidence: Veličković 2017; " +
			"rotation-translation: Engstrom 2017; expectation, over views: Athalye 2017; noise, blur, " +
			"contrast: controls, what other change of the same size does.")
	private String method = "pgd";

	@Parameter(label = "Target",
		attrs = @Attr(name = Hints.OFFERS,
			value = "none|least-likely|" + Hints.CLASSES + "|region-change|region-erase"),
		persist = false,
		description = "What is wanted: none, any other class; least-likely; a label or an index from 0; " +
			"of networks that give pictures, region-change or region-erase: the output over the selection.")
	private String target = NONE;

	@Parameter(label = "Part that may change", choices = { "auto", "crop", "selection", "all" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "crop: the network sees the bounds of the selection, and what is selected may " +
			"change; selection: it sees the whole image; all: all of it may change; auto: all for " +
			"region-change and region-erase, else crop.")
	private String within = Within.AUTO.toString();

	@Parameter(label = "Epsilon (grey levels)", attrs = {
		@Attr(name = Hints.WHEN, value = WITH_EPSILON), @Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "How much may change, in the image's grey levels, over 0: the largest change of any " +
			"value; of methods in L2 the root mean square. auto: 8/255 of the value range (8 for 8-bit), of " +
			"whole levels at least one; none of methods without.")
	private String epsilon = Keys.AUTO;

	@Parameter(label = "Search the smallest epsilon",
		attrs = @Attr(name = Hints.WHEN, value = SEARCHED), persist = false,
		description = "Searches the smallest epsilon that succeeds, by bisection; epsilon is the largest " +
			"that is tried, auto: the whole value range.")
	private boolean minimal = false;

	@Parameter(label = "Tolerance of the search", min = "0.0001", max = "0.5", stepSize = "0.01",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "minimal=true") },
		persist = false,
		description = "How far the smallest epsilon found may be over one that fails, as a fraction.")
	private double tolerance = 0.01;

	@Parameter(label = "Steps",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = STEPPING),
			@Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "The most steps; auto: 40, of mi-fgsm 10, of deepfool 50, of apgd 100, of confidence " +
			"500, of each search of cw-l2 1000.")
	private String steps = Keys.AUTO;

	@Parameter(label = "Step size (grey levels)",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = SIZED),
			@Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "The change in one step, in grey levels as epsilon; auto: of pgd a quarter of epsilon, at least 2.5 epsilon / " +
			"steps, of bim 1.25 epsilon / steps, of mi-fgsm epsilon / steps, of confidence 4/255 of the range.")
	private String stepsize = Keys.AUTO;

	@Parameter(label = "Restarts", min = "1",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = PGDS) },
		persist = false,
		description = "From how many random starts, after the first towards one other class after " +
			"the other if any will do; the first that fools is taken.")
	private int restarts = 1;

	@Parameter(label = "Momentum (decay)", min = "0", stepSize = "0.1",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = MOMENTUM) },
		persist = false,
		description = "How much of the gradient before is kept; 1 all, as in the paper.")
	private double decay = 1;

	@Parameter(label = "Candidate classes", min = "2",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = DEEPFOOLS) },
		persist = false,
		description = "How many of the likeliest classes are looked at for the nearest boundary.")
	private int candidates = 10;

	@Parameter(label = "Overshoot", min = "0", stepSize = "0.01",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = DEEPFOOLS) },
		persist = false,
		description = "By which fraction it goes beyond the boundary.")
	private double overshoot = 0.02;

	@Parameter(label = "Searches", min = "1",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "method=cw-l2") },
		persist = false,
		description = "In how many searches the weight of the class against the size is found.")
	private int searches = 9;

	@Parameter(label = "Margin of scores (kappa)", min = "0",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "method=cw-l2") },
		persist = false,
		description = "By how much the class is to be over the others, in scores before the softmax.")
	private double kappa = 0;

	@Parameter(label = "Change of a value (theta)", min = "-1", max = "1", stepSize = "0.1",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "method=jsma") },
		persist = false,
		description = "The change of a value as a fraction of the range; under 0 it gets darker.")
	private double theta = 1;

	@Parameter(label = "Most values changed (gamma)", min = "0", max = "1", stepSize = "0.05",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = "method=jsma") },
		persist = false,
		description = "The largest fraction of the values that change.")
	private double gamma = 0.1;

	@Parameter(label = "Share of rising steps (rho)", min = "0", max = "1", stepSize = "0.05",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = APGDS) },
		persist = false,
		description = "Which part of the steps has to raise the loss, or the step size is halved.")
	private double rho = 0.75;

	@Parameter(label = "Confidence", min = "0", max = "1", stepSize = "0.01",
		attrs = @Attr(name = Hints.WHEN, value = "method=confidence"), persist = false,
		description = "The probability that the target is to reach; of target=none the class that the " +
			"network gives the image.")
	private double confidence = Criterion.Confident.SURE;

	@Parameter(label = "Share to be fooled", min = "0", max = "1", stepSize = "0.05",
		attrs = @Attr(name = Hints.WHEN, value = "method=universal"), persist = false,
		description = "It ends when it fools more than this part of the slices.")
	private double rate = 0.8;

	@Parameter(label = "Other images",
		attrs = { @Attr(name = Hints.WHEN, value = "method=universal"),
			@Attr(name = Hints.OFFERS, value = "|" + Hints.FOLDER) },
		persist = false,
		description = "A folder of further images, of the size of what the network sees, that the one " +
			"change is made for too; empty: the slices alone.")
	private String others = "";

	@Parameter(label = "Base method", choices = { "fgsm", "fgm", "bim", "pgd", "pgd-l2",
		"mi-fgsm", "apgd-ce", "apgd-dlr" },
		attrs = @Attr(name = Hints.WHEN, value = "method=expectation"), persist = false,
		description = "The method that climbs what is expected over views; its keys hold.")
	private String base = "pgd";

	@Parameter(label = "Samples", min = "1",
		attrs = @Attr(name = Hints.WHEN, value = "method=expectation"), persist = false,
		description = "How many views each gradient is averaged over.")
	private int samples = 10;

	@Parameter(label = "Views: scaling", min = "0", max = "0.9", stepSize = "0.05",
		attrs = { @Attr(name = Hints.ADVANCED),
			@Attr(name = Hints.WHEN, value = "method=expectation") },
		persist = false, description = "Views are so much smaller or larger at most, as a fraction.")
	private double scale = 0.1;

	@Parameter(label = "Views: noise", min = "0", max = "1", stepSize = "0.01",
		attrs = { @Attr(name = Hints.ADVANCED),
			@Attr(name = Hints.WHEN, value = "method=expectation") },
		persist = false,
		description = "The noise of views: its standard deviation as a fraction of the " +
			"value range.")
	private double noise = 0.02;

	@Parameter(label = "Blur (pixels)",
		attrs = { @Attr(name = Hints.ADVANCED),
			@Attr(name = Hints.WHEN, value = "method=blur|expectation"),
			@Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "Of the control blur the Gaussian's sigma, auto: 2; of expectation the largest of " +
			"views, auto: 1.")
	private String blur = Keys.AUTO;

	@Parameter(label = "Angle (degrees)",
		attrs = { @Attr(name = Hints.ADVANCED),
			@Attr(name = Hints.WHEN, value = "method=rotation-translation|expectation"),
			@Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "The largest rotation either way; auto: 30 of rotation-translation, 10 of expectation.")
	private String angle = Keys.AUTO;

	@Parameter(label = "Shift (fraction)", min = "0", max = "1", stepSize = "0.05",
		attrs = { @Attr(name = Hints.ADVANCED),
			@Attr(name = Hints.WHEN, value = "method=rotation-translation") },
		persist = false, description = "The largest shift either way, as a fraction of the image.")
	private double shift = 0.1;

	@Parameter(label = "Seed",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.WHEN, value = SEEDED) },
		persist = false,
		description = "Of all that is random; equal seeds give equal results.")
	private long seed = 1;

	/** What the network sees and what may change. */
	enum Within {
		AUTO, CROP, SELECTION, ALL;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	final AttackMethod method() {
		return Keys.choice("method", method, AttackMethod.values());
	}

	final boolean isOnRegion() {
		final String wanted = target.trim();
		return wanted.equalsIgnoreCase(REGION_CHANGE) || wanted.equalsIgnoreCase(REGION_ERASE);
	}

	/** Never {@link Within#AUTO}. */
	final Within within() {
		final Within chosen = Keys.choice("within", within, Within.values());
		return chosen == Within.AUTO ? isOnRegion() ? Within.ALL : Within.CROP : chosen;
	}

	/** Whether the smallest epsilon is searched. */
	final boolean isMinimal() {
		return minimal;
	}

	/** Whether the size of a change is given by the largest change of a value. */
	final boolean isLargestKnown() {
		return !minimal && norm() == Norm.LINF && hasEpsilon();
	}

	/** Whether there is an epsilon, of the method's own, or given. */
	private boolean hasEpsilon() {
		return method().usual(1).bound().isFinite() ||
			method() == AttackMethod.CONFIDENCE && (minimal ||
				!Keys.isAuto(epsilon));
	}

	/** The largest change of any value or, in L2, its root mean square, in grey levels; NaN for none. */
	final double epsilon(final AttackedSlice slice) {
		if (minimal && method() == AttackMethod.UNIVERSAL) throw new IllegalArgumentException(
			"The smallest epsilon is searched slice by slice, but 'universal' changes all slices alike; " +
				"give minimal=false, or a method such as pgd.");
		if (!hasEpsilon() && minimal) throw new IllegalArgumentException(
			"The smallest epsilon is searched of methods that have one, but '" + method() +
				"' looks for " +
				"a small change by itself; give minimal=false, or a method such as pgd.");
		if (!hasEpsilon() && !Keys.isAuto(epsilon)) throw new IllegalArgumentException("The method '" +
			method() + "' has no epsilon, but '" + epsilon.trim() +
			"' was given; give epsilon=auto, or a " +
			"method such as pgd.");
		if (!hasEpsilon()) return Double.NaN;
		final ValueRange range = slice.range();
		final double size = Keys.number("epsilon", epsilon, minimal ? range.extent() : usual(range));
		if (size > range.extent()) throw new IllegalArgumentException(
			"The key 'epsilon' is at most the extent of the value range, " + range.extent() + " for " +
				range + ", but " + epsilon.trim() + " was given; give less.");
		if (norm() == Norm.LINF && size > 0) type().format().check(new Bound(Norm.LINF, size));
		return size;
	}

	private double usual(final ValueRange range) {
		return type().format().atLeastOneLevel(norm(), USUAL * range.extent());
	}

	/**
	 * The method with this command's keys.
	 *
	 * @param size epsilon as of {@link #epsilon}
	 */
	final Attack attack(final AttackedSlice slice, final double size) {
		final Norm norm = norm();
		return attack(method(), Double.isNaN(size) ? Bound.RANGE : new Bound(norm, norm.epsilon(size,
			slice.changeableValues())), size, slice.range());
	}

	private Attack attack(final AttackMethod chosen, final Bound bound, final double size,
		final ValueRange range) {
		return switch (chosen) {
			case FGSM, FGM -> new Fgsm(bound);
			case BIM, LEAST_LIKELY -> {
				final Bim bim = Bim.of(bound).withSteps(steps(Bim.of(bound).steps()));
				yield bim.withStep(step(bim.step(), size));
			}
			case PGD, PGD_L2 -> {
				final Pgd pgd = Pgd.of(bound).withSteps(steps(Pgd.of(bound).steps()));
				yield pgd.withStep(step(pgd.step(), size)).withRestarts(restarts).withSeed(seed);
			}
			case MI_FGSM -> {
				final MiFgsm fgsm = MiFgsm.of(bound).withSteps(steps(MiFgsm.of(bound).steps()));
				yield fgsm.withStep(step(fgsm.step(), size)).withDecay(decay);
			}
			case APGD_CE -> apgd(Apgd.of(bound, Loss.CROSS_ENTROPY));
			case APGD_DLR -> apgd(Apgd.of(bound, Loss.DLR));
			case DEEPFOOL, DEEPFOOL_LINF -> new DeepFool(chosen.norm(), steps(DeepFool.of(chosen.norm())
				.steps()), candidates, overshoot);
			case CW_L2 -> CarliniWagner.usual().withSearches(searches).withSteps(steps(CarliniWagner
				.usual().steps())).withKappa(kappa);
			case JSMA -> new Jsma(theta, gamma);
			case UNIVERSAL -> Universal.of(bound).withRate(rate);
			case ROTATION_TRANSLATION -> RotationTranslation.usual().withAngle(Keys.number("angle", angle,
				RotationTranslation.usual().angle())).withShift(shift);
			case EXPECTATION -> new Expectation(attack(base(), bound, size, range), samples, new View(1 -
				scale, 1 + scale, Keys.number("angle", angle, View.USUAL.rotation()),
				Keys.number("blur",
					blur, View.USUAL.blur()),
				noise), seed);
			case CONFIDENCE -> {
				final Confidence usual = Confidence.of(bound);
				yield usual.withSteps(steps(usual.steps())).withStep(step(usual.step(), range.extent()));
			}
			case NOISE -> new Noise(bound, seed);
			case BLUR -> new Blur(bound, Keys.number("blur", blur, Blur.of(bound).sigma()));
			case CONTRAST -> new Contrast(bound);
		};
	}

	private AttackMethod base() {
		final AttackMethod chosen = Keys.choice("base", base, AttackMethod.values());
		if (BASES.contains(chosen)) return chosen;
		throw new IllegalArgumentException(
			"The key 'base' is one of " + String.join(", ", BASES.stream()
				.map(Object::toString).toList()) + ", but '" + base + "' was given.");
	}

	/** In which epsilon is measured. */
	final Norm norm() {
		return (method() == AttackMethod.EXPECTATION ? base() : method()).norm();
	}

	private Apgd apgd(final Apgd usual) {
		return new Apgd(usual.bound(), usual.loss(), steps(usual.steps()), rho, usual.momentum(), seed);
	}

	private int steps(final int usual) {
		final double number = Keys.number("steps", steps, usual);
		if (number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE) return (int) number;
		throw new IllegalArgumentException("The key 'steps' is a whole number or " + Keys.AUTO +
			", but '" + steps + "' was given.");
	}

	/** As a fraction of the whole. */
	private double step(final double usual, final double whole) {
		return Keys.isAuto(stepsize) ? usual : Keys.number("stepsize", stepsize, 0) / whole;
	}

	/** The search for the smallest epsilon. */
	final MinimalEpsilon smallest(final Attack attack) {
		return MinimalEpsilon.of((BoundedAttack) attack, attack.bound().epsilon(), type().format())
			.withTolerance(tolerance);
	}

	/** What is wanted, in the user's words. */
	final String targetText() {
		return target.trim();
	}

	/** Of the method confidence. */
	final double confidence() {
		return confidence;
	}

	/** A folder of further images for the method universal; empty for none. */
	final String others() {
		return method() == AttackMethod.UNIVERSAL ? others.trim() : "";
	}
}
