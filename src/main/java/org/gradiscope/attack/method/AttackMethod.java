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

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
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
import org.gradiscope.registry.MethodEntry;
import org.gradiscope.registry.MethodKeys;
import org.gradiscope.registry.Registry;

/**
 * An attack as users choose it: what it is called, where it is from, how its size is measured, which keys
 * it reads and how it is made of them. A new one is a class that implements {@link Attack}, a constant
 * here, and a test; a key that no method has yet is a parameter of the command too.
 *
 * @param name as users write it
 * @param title the name in the list of papers
 * @param paper author and year
 * @param norm in which epsilon is measured
 * @param family what bounds it and what it aims at
 * @param keys read while it is made
 * @param usualAttack with its usual options
 * @param maker with those that keys say
 */
public record AttackMethod(String name, String title, String paper, Norm norm, Family family,
	List<String> keys, Function<Bound, Attack> usualAttack,
	BiFunction<MethodKeys, Budget, Attack> maker) implements MethodEntry {

	/** What bounds a change, and what it aims at. */
	public enum Family {

		/** Within epsilon, along gradients of the loss. */
		BOUNDED,
		/** The same, towards a target of its own: the least likely class. */
		OWN_TARGET,
		/** Within epsilon, by a {@link #BOUNDED} method over random views of the image. */
		EXPECTATION,
		/** Within epsilon, one change for all images. */
		UNIVERSAL,
		/** Within epsilon, without the network: what other change of the same size does. */
		CONTROL,
		/** Until a class has a probability, within epsilon where one is given. */
		CONFIDENCE,
		/** The smallest change that it finds; it has no epsilon. */
		MINIMAL,
		/** By a change that no epsilon measures: of few values, or of places. */
		UNMEASURED;

		/** Whether it needs an epsilon. */
		public boolean isBounded() {
			return this != CONFIDENCE && this != MINIMAL && this != UNMEASURED;
		}
	}

	/**
	 * What an attack is made for.
	 *
	 * @param bound of the whole change
	 * @param epsilon for each value, in grey levels; NaN for none
	 * @param extent of the value range, in grey levels
	 */
	public record Budget(Bound bound, double epsilon, double extent) {}

	/**
	 * Gives the usual attack the options that keys say.
	 *
	 * @param <A> the attack
	 */
	@FunctionalInterface
	public interface Configuration<A extends Attack> {

		/** @throws IllegalArgumentException if a key's value is outside its bounds */
		Attack of(A usual, MethodKeys keys, Budget budget);
	}

	/** One step of epsilon for every value. */
	public static final AttackMethod FGSM = of("fgsm", "Goodfellow 2014", Norm.LINF, Family.BOUNDED,
		Fgsm::new, (fgsm, keys, budget) -> fgsm);
	/** One step along the gradient. */
	public static final AttackMethod FGM =
		of("fgm", "Goodfellow 2014", Norm.L2, Family.BOUNDED, Fgsm::new, (fgm, keys, budget) -> fgm)
			.titled("fgm (L2)");
	/** Many steps towards the least likely class, {@link Criterion#leastLikely}. */
	public static final AttackMethod LEAST_LIKELY = of("least-likely", "Kurakin 2016", Norm.LINF,
		Family.OWN_TARGET, Bim::of, AttackOptions::bim, "steps", "stepsize");
	/** Many steps from the image itself. */
	public static final AttackMethod BIM = of("bim", "Kurakin 2016", Norm.LINF, Family.BOUNDED,
		Bim::of, AttackOptions::bim, "steps", "stepsize");
	/** Many steps from a random start. */
	public static final AttackMethod PGD = of("pgd", "Madry 2017", Norm.LINF, Family.BOUNDED, Pgd::of,
		AttackOptions::pgd, "steps", "stepsize", "restarts", "seed");
	/** Many steps along the gradient from a random start. */
	public static final AttackMethod PGD_L2 = of("pgd-l2", "Madry 2017", Norm.L2, Family.BOUNDED,
		Pgd::of, AttackOptions::pgd, "steps", "stepsize", "restarts", "seed");
	/** Steps along a gradient that is accumulated. */
	public static final AttackMethod MI_FGSM = of("mi-fgsm", "Dong 2017", Norm.LINF, Family.BOUNDED,
		MiFgsm::of, AttackOptions::miFgsm, "steps", "stepsize", "decay");
	/** To the nearest boundary in L2. */
	public static final AttackMethod DEEPFOOL =
		of("deepfool", "Moosavi-Dezfooli 2015", Norm.L2, Family.MINIMAL, bound -> DeepFool.of(Norm.L2),
			AttackOptions::deepFool, "steps", "candidates", "overshoot").titled("deepfool (L2)");
	/** To the nearest boundary in L-infinity. */
	public static final AttackMethod DEEPFOOL_LINF =
		of("deepfool-linf", "Moosavi-Dezfooli 2015", Norm.LINF, Family.MINIMAL,
			bound -> DeepFool.of(Norm.LINF), AttackOptions::deepFool, "steps", "candidates", "overshoot");
	/** The smallest change in L2 that Adam finds. */
	public static final AttackMethod CW_L2 =
		of("cw-l2", "Carlini & Wagner 2016", Norm.L2, Family.MINIMAL, bound -> CarliniWagner.usual(),
			AttackOptions::carliniWagner, "searches", "steps", "kappa");
	/** As few values as possible, each by much. */
	public static final AttackMethod JSMA = of("jsma", "Papernot 2015", Norm.LINF, Family.UNMEASURED,
		bound -> Jsma.usual(),
		(jsma, keys, budget) -> new Jsma(keys.number("theta"), keys.number("gamma")), "theta", "gamma");
	/** Steps that are halved as needed, on the cross-entropy. */
	public static final AttackMethod APGD_CE =
		of("apgd-ce", "Croce & Hein 2020", Norm.LINF, Family.BOUNDED,
			bound -> Apgd.of(bound, Loss.CROSS_ENTROPY), AttackOptions::apgd, "steps", "rho", "seed");
	/** The same on the difference of logits ratio. */
	public static final AttackMethod APGD_DLR = of("apgd-dlr", "Croce & Hein 2020", Norm.LINF,
		Family.BOUNDED, bound -> Apgd.of(bound, Loss.DLR), AttackOptions::apgd, "steps", "rho", "seed");
	/** One perturbation for all images. */
	public static final AttackMethod UNIVERSAL =
		of("universal", "Moosavi-Dezfooli 2016", Norm.LINF, Family.UNIVERSAL, Universal::of,
			(universal, keys, budget) -> universal.withRate(keys.number("rate")), "rate")
			.titled("universal, one change for all slices");
	/** One class's confidence from any image, by the value range alone unless an epsilon is given. */
	public static final AttackMethod CONFIDENCE =
		of("confidence", "Veličković 2017", Norm.LINF, Family.CONFIDENCE,
			bound -> Confidence.of(Bound.RANGE), AttackOptions::confidence, "steps", "stepsize");
	/** The worst of many rotations and shifts. */
	public static final AttackMethod ROTATION_TRANSLATION =
		of("rotation-translation", "Engstrom 2017", Norm.LINF, Family.UNMEASURED,
			bound -> RotationTranslation.usual(), AttackOptions::rotationTranslation, "angle", "shift");
	/** PGD that holds however the image is seen. */
	public static final AttackMethod EXPECTATION = of("expectation", "Athalye 2017", Norm.LINF,
		Family.EXPECTATION, bound -> Expectation.of(Pgd.of(bound)), AttackOptions::expectation, "base",
		"samples", "scale", "noise", "blur", "angle", "seed").titled("expectation, over views");

	private static final String CONTROLS = "controls, what other change of the same size does";
	/** Random signs of the size of an attack. */
	public static final AttackMethod NOISE = of("noise", CONTROLS, Norm.LINF, Family.CONTROL,
		Noise::of, (noise, keys, budget) -> noise.withSeed(keys.seed("seed")), "seed");
	/** A blur of the size of an attack. */
	public static final AttackMethod BLUR = of("blur", CONTROLS, Norm.LINF, Family.CONTROL, Blur::of,
		(blur, keys, budget) -> blur.withSigma(keys.number("blur", blur.sigma())), "blur");
	/** A loss of contrast of the size of an attack. */
	public static final AttackMethod CONTRAST = of("contrast", CONTROLS, Norm.LINF, Family.CONTROL,
		Contrast::new, (contrast, keys, budget) -> contrast);

	/** All of them, in the order in which users see them. */
	public static final Registry<AttackMethod> REGISTRY = new Registry<>(List.of(FGSM, FGM,
		LEAST_LIKELY, BIM, PGD, PGD_L2, MI_FGSM, DEEPFOOL, DEEPFOOL_LINF, CW_L2, JSMA, APGD_CE,
		APGD_DLR, UNIVERSAL, CONFIDENCE, ROTATION_TRANSLATION, EXPECTATION, NOISE, BLUR, CONTRAST));

	/**
	 * A method.
	 *
	 * @param usual the attack within a bound, with its usual options
	 * @param configured the same with those that keys say
	 * @param keys that {@code configured} reads
	 */
	public static <A extends Attack> AttackMethod of(final String name, final String paper,
		final Norm norm, final Family family, final Function<Bound, A> usual,
		final Configuration<A> configured, final String... keys) {
		return new AttackMethod(name, name, paper, norm, family, List.of(keys), usual::apply,
			(values, budget) -> configured.of(usual.apply(budget.bound()), values, budget));
	}

	private AttackMethod titled(final String other) {
		return new AttackMethod(name, other, paper, norm, family, keys, usualAttack, maker);
	}

	/** All methods that are registered. */
	public static AttackMethod[] values() {
		return REGISTRY.entries().toArray(AttackMethod[]::new);
	}

	/** @throws IllegalArgumentException if there is no method of that name */
	public static AttackMethod named(final String name) {
		return REGISTRY.get(name);
	}

	/** Those that can be made to hold over views of an image. */
	public static AttackMethod[] bases() {
		return REGISTRY.entries().stream().filter(method -> method.family == Family.BOUNDED)
			.toArray(AttackMethod[]::new);
	}

	/** The attack with its usual options. */
	public Attack usual(final double epsilon) {
		return usualAttack.apply(new Bound(norm, epsilon));
	}

	/** Whether it leads each image away from its class by a change that epsilon measures. */
	public boolean isMeasured() {
		return family != Family.UNMEASURED && family != Family.UNIVERSAL;
	}

	/** What the command reads: epsilon, its search, and what is wanted. */
	@Override
	public List<String> commandKeys() {
		final List<String> read = new ArrayList<>();
		if (family.isBounded() || family == Family.CONFIDENCE) read.add("epsilon");
		if (family == Family.UNIVERSAL) read.add("others");
		else if (!read.isEmpty()) read.add("minimal");
		if (family == Family.CONFIDENCE) read.add("confidence");
		return read;
	}

	/** The word by which users choose it. */
	@Override
	public String toString() {
		return name;
	}
}
