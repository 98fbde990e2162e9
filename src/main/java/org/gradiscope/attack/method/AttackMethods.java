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

import java.util.List;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.AttackMethod.Access;
import org.gradiscope.attack.method.AttackMethod.Family;
import org.gradiscope.attack.method.gradient.Apgd;
import org.gradiscope.attack.method.gradient.Bim;
import org.gradiscope.attack.method.gradient.Confidence;
import org.gradiscope.attack.method.gradient.Fgsm;
import org.gradiscope.attack.method.gradient.MiFgsm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.method.gradient.TargetedApgd;
import org.gradiscope.attack.method.unbounded.CarliniWagner;
import org.gradiscope.attack.method.unbounded.DeepFool;
import org.gradiscope.attack.method.unbounded.Fab;
import org.gradiscope.attack.method.unbounded.Jsma;
import org.gradiscope.attack.method.unbounded.RotationTranslation;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.registry.Registry;

/**
 * The attacks that come with the plugin, in the order in which users see them: those of this class follow the
 * gradient, or nothing, as controls; those that ask a network without its gradient are in {@link BlackBoxMethods}.
 */
public final class AttackMethods {

	/** One step of epsilon for every value. */
	public static final AttackMethod FGSM = AttackMethod.of("fgsm", "Goodfellow 2014", Norm.LINF,
		Family.BOUNDED, Fgsm::new, (fgsm, keys, budget) -> fgsm);
	/** One step along the gradient. */
	public static final AttackMethod FGM = AttackMethod
		.of("fgm", "Goodfellow 2014", Norm.L2, Family.BOUNDED, Fgsm::new, (fgm, keys, budget) -> fgm)
		.titled("fgm (L2)");
	/** Many steps towards the least likely class, {@link Criterion#leastLikely}. */
	public static final AttackMethod LEAST_LIKELY = AttackMethod.of("least-likely", "Kurakin 2016",
		Norm.LINF, Family.OWN_TARGET, Bim::of, AttackOptions::bim, "steps", "stepsize");
	/** Many steps from the image itself. */
	public static final AttackMethod BIM = AttackMethod.of("bim", "Kurakin 2016", Norm.LINF,
		Family.BOUNDED, Bim::of, AttackOptions::bim, "steps", "stepsize");
	/** Many steps from a random start. */
	public static final AttackMethod PGD = AttackMethod.of("pgd", "Madry 2017", Norm.LINF,
		Family.BOUNDED, Pgd::of, AttackOptions::pgd, "steps", "stepsize", "restarts", "seed");
	/** Many steps along the gradient from a random start. */
	public static final AttackMethod PGD_L2 = AttackMethod.of("pgd-l2", "Madry 2017", Norm.L2,
		Family.BOUNDED, Pgd::of, AttackOptions::pgd, "steps", "stepsize", "restarts", "seed");
	/** Steps along a gradient that is accumulated. */
	public static final AttackMethod MI_FGSM = AttackMethod.of("mi-fgsm", "Dong 2017", Norm.LINF,
		Family.BOUNDED, MiFgsm::of, AttackOptions::miFgsm, "steps", "stepsize", "decay");
	/** To the nearest boundary in L2. */
	public static final AttackMethod DEEPFOOL =
		AttackMethod
			.of("deepfool", "Moosavi-Dezfooli 2015", Norm.L2, Family.MINIMAL,
				bound -> DeepFool.of(Norm.L2), AttackOptions::deepFool, "steps", "candidates", "overshoot")
			.titled("deepfool (L2)");
	/** To the nearest boundary in L-infinity. */
	public static final AttackMethod DEEPFOOL_LINF =
		AttackMethod.of("deepfool-linf", "Moosavi-Dezfooli 2015", Norm.LINF, Family.MINIMAL,
			bound -> DeepFool.of(Norm.LINF), AttackOptions::deepFool, "steps", "candidates", "overshoot");
	/** The smallest change in L2 that Adam finds. */
	public static final AttackMethod CW_L2 =
		AttackMethod.of("cw-l2", "Carlini & Wagner 2016", Norm.L2, Family.MINIMAL,
			bound -> CarliniWagner.usual(), AttackOptions::carliniWagner, "searches", "steps", "kappa");
	/** As few values as possible, each by much. */
	public static final AttackMethod JSMA = AttackMethod.of("jsma", "Papernot 2015", Norm.LINF,
		Family.UNMEASURED, bound -> Jsma.usual(),
		(jsma, keys, budget) -> new Jsma(keys.number("theta"), keys.number("gamma")), "theta", "gamma");
	/** Steps that are halved as needed, on the cross-entropy. */
	public static final AttackMethod APGD_CE =
		AttackMethod.of("apgd-ce", "Croce & Hein 2020", Norm.LINF, Family.BOUNDED,
			bound -> Apgd.of(bound, Loss.CROSS_ENTROPY), AttackOptions::apgd, "steps", "rho", "seed");
	/** The same on the difference of logits ratio. */
	public static final AttackMethod APGD_DLR =
		AttackMethod.of("apgd-dlr", "Croce & Hein 2020", Norm.LINF, Family.BOUNDED,
			bound -> Apgd.of(bound, Loss.DLR), AttackOptions::apgd, "steps", "rho", "seed");
	/** The same towards one class after the other. */
	public static final AttackMethod APGD_T =
		AttackMethod.of("apgd-t", "Croce & Hein 2020", Norm.LINF, Family.BOUNDED, TargetedApgd::of,
			AttackOptions::targetedApgd, "steps", "candidates", "rho", "seed");
	/** The nearest of several boundaries in L-infinity. */
	public static final AttackMethod FAB = AttackMethod.of("fab", "Croce & Hein 2020", Norm.LINF,
		Family.MINIMAL, bound -> Fab.of(Norm.LINF), AttackOptions::fab, "steps", "candidates");
	/** The nearest of several boundaries in L2. */
	public static final AttackMethod FAB_L2 = AttackMethod.of("fab-l2", "Croce & Hein 2020", Norm.L2,
		Family.MINIMAL, bound -> Fab.of(Norm.L2), AttackOptions::fab, "steps", "candidates");
	/** Four attacks, one after the other on what still stands. */
	public static final AttackMethod AUTOATTACK =
		AttackMethod.of("autoattack", "Croce & Hein 2020", Norm.LINF, Family.BOUNDED, AutoAttack::of,
			(auto, keys, budget) -> auto.withSeed(keys.seed("seed")), "seed");
	/** The same in L2. */
	public static final AttackMethod AUTOATTACK_L2 =
		AttackMethod.of("autoattack-l2", "Croce & Hein 2020", Norm.L2, Family.BOUNDED, AutoAttack::of,
			(auto, keys, budget) -> auto.withSeed(keys.seed("seed")), "seed");
	/** One perturbation for all images. */
	public static final AttackMethod UNIVERSAL = AttackMethod
		.of("universal", "Moosavi-Dezfooli 2016", Norm.LINF, Family.UNIVERSAL, Universal::of,
			(universal, keys, budget) -> universal.withRate(keys.number("rate")), "rate")
		.titled("universal, one change for all slices");
	/** One class's confidence from any image, by the value range alone unless an epsilon is given. */
	public static final AttackMethod CONFIDENCE =
		AttackMethod.of("confidence", "Veličković 2017", Norm.LINF, Family.CONFIDENCE,
			bound -> Confidence.of(Bound.RANGE), AttackOptions::confidence, "steps", "stepsize");
	/** The worst of many rotations and shifts. */
	public static final AttackMethod ROTATION_TRANSLATION = AttackMethod
		.of("rotation-translation", "Engstrom 2017", Norm.LINF, Family.UNMEASURED,
			bound -> RotationTranslation.usual(), AttackOptions::rotationTranslation, "angle", "shift")
		.asking(Access.SCORES);
	/** PGD that holds however the image is seen. */
	public static final AttackMethod EXPECTATION = AttackMethod.of("expectation", "Athalye 2017",
		Norm.LINF, Family.EXPECTATION, bound -> Expectation.of(Pgd.of(bound)),
		AttackOptions::expectation, "base", "samples", "scale", "noise", "blur", "angle", "perspective",
		"brightness", "contrast", "colour", "shot", "jpeg", "seed").titled("expectation, over views");

	private static final String CONTROLS = "controls, what other change of the same size does";
	/** Random signs of the size of an attack. */
	public static final AttackMethod NOISE =
		AttackMethod.of("noise", CONTROLS, Norm.LINF, Family.CONTROL, Noise::of,
			(noise, keys, budget) -> noise.withSeed(keys.seed("seed")), "seed").asking(Access.NONE);
	/** A blur of the size of an attack. */
	public static final AttackMethod BLUR = AttackMethod
		.of("blur", CONTROLS, Norm.LINF, Family.CONTROL, Blur::of,
			(blur, keys, budget) -> blur.withSigma(keys.number("blur", blur.sigma())), "blur")
		.asking(Access.NONE);
	/** A loss of contrast of the size of an attack. */
	public static final AttackMethod CONTRAST = AttackMethod.of("contrast", CONTROLS, Norm.LINF,
		Family.CONTROL, Contrast::new, (contrast, keys, budget) -> contrast).asking(Access.NONE);

	/** All of them, in the order in which users see them. */
	public static final Registry<AttackMethod> REGISTRY =
		new Registry<>(List.of(FGSM, FGM, LEAST_LIKELY, BIM, PGD, PGD_L2, MI_FGSM, DEEPFOOL,
			DEEPFOOL_LINF, CW_L2, JSMA, APGD_CE, APGD_DLR, APGD_T, FAB, FAB_L2, AUTOATTACK, AUTOATTACK_L2,
			UNIVERSAL, CONFIDENCE, ROTATION_TRANSLATION, EXPECTATION, BlackBoxMethods.SQUARE,
			BlackBoxMethods.SQUARE_L2, BlackBoxMethods.NES, BlackBoxMethods.SIMBA,
			BlackBoxMethods.SIMBA_DCT, BlackBoxMethods.EVOLUTION, BlackBoxMethods.BOUNDARY,
			BlackBoxMethods.HOP_SKIP_JUMP, BlackBoxMethods.HOP_SKIP_JUMP_LINF, NOISE, BLUR, CONTRAST));

	private AttackMethods() {}
}
