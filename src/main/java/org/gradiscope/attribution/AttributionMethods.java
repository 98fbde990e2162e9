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
package org.gradiscope.attribution;

import static org.gradiscope.attribution.AttributionEntry.Need.RELU;
import static org.gradiscope.attribution.AttributionEntry.Need.SPATIAL_LAYER;

import java.util.List;
import java.util.Set;

import org.gradiscope.attribution.AttributionEntry.Subject;
import org.gradiscope.engine.RelevanceRules;
import org.gradiscope.registry.MethodKeys;
import org.gradiscope.registry.Registry;
import org.gradiscope.tensor.Pixels;

/**
 * All saliency methods. A new one is a class that implements {@link AttributionMethod}, a line here, and
 * a test; a key that no method has yet is a parameter of the commands too.
 */
public final class AttributionMethods {

	/** In the order in which they are shown side by side. */
	public static final Registry<AttributionEntry> REGISTRY = new Registry<>(List.of( //
		AttributionEntry.of("gradient", "Simonyan 2013", (keys, subject) -> GradientMethod.GRADIENT),
		AttributionEntry.of("gradient-times-input", "Shrikumar 2016",
			(keys, subject) -> new GradientTimesInput()), //
		AttributionEntry
			.of("guided-backprop", "Springenberg 2014", (keys, subject) -> GradientMethod.GUIDED_BACKPROP)
			.needing(RELU), //
		AttributionEntry
			.of("deconvnet", "Zeiler & Fergus 2013", (keys, subject) -> GradientMethod.DECONVNET)
			.needing(RELU), //
		noiseTunnel(NoiseTunnel.Kind.SMOOTHGRAD, "Smilkov 2017"), //
		noiseTunnel(NoiseTunnel.Kind.SMOOTHGRAD_SQUARED, "Hooker 2019"), //
		noiseTunnel(NoiseTunnel.Kind.VARGRAD, "Adebayo 2018"), //
		AttributionEntry.of("integrated-gradients", "Sundararajan 2017",
			(keys, subject) -> new IntegratedGradients(subject.baseline(keys.text("baseline")),
				keys.integer("steps")),
			"steps", "baseline"), //
		AttributionEntry.of("blur-integrated-gradients", "Xu 2020",
			(keys, subject) -> new BlurIntegratedGradients(
				keys.number("sigma", BlurIntegratedGradients.usualSigma(subject.image())),
				keys.integer("steps")),
			"sigma", "steps"), //
		AttributionEntry.of("guided-integrated-gradients", "Kapishnikov 2021",
			(keys, subject) -> GuidedIntegratedGradients.of(subject.baseline(keys.text("baseline")),
				keys.integer("steps")),
			"steps", "baseline"), //
		AttributionEntry.of("gradient-shap", "Lundberg 2017",
			(keys, subject) -> new GradientShap(subject.baselines(keys.text("baseline")),
				keys.integer("samples"), keys.seed("seed")),
			"baseline", "samples", "seed"), //
		AttributionEntry.of("deeplift", "Shrikumar 2017",
			(keys, subject) -> new DeepLift(subject.baseline(keys.text("baseline"))), "baseline"), //
		activationMap(ActivationMap.Kind.GRAD_CAM, "Selvaraju 2016"), //
		activationMap(ActivationMap.Kind.GRAD_CAM_PLUS_PLUS, "Chattopadhay 2017"), //
		activationMap(ActivationMap.Kind.LAYER_CAM, "Jiang 2021"), //
		activationMap(ActivationMap.Kind.HIRES_CAM, "Draelos 2020"), //
		activationMap(ActivationMap.Kind.XGRAD_CAM, "Fu 2020"), //
		activationMap("score-cam", "Wang 2019", ScoreCam::new), //
		activationMap("ablation-cam", "Desai 2020", AblationCam::new), //
		activationMap("eigen-cam", "Muhammad 2020", EigenCam::new), //
		AttributionEntry.of("guided-grad-cam", "Selvaraju 2016",
			(keys, subject) -> new GuidedGradCam(layer("guided-grad-cam", keys, subject),
				upsampling(keys)),
			"layer", "upsampling").needing(RELU, SPATIAL_LAYER), //
		AttributionEntry.of("occlusion", "Zeiler & Fergus 2013", AttributionMethods::occlusion,
			"window", "stride", "fill"), //
		new AttributionEntry("rise", "Petsiuk 2018", List.of("masks", "grid", "open", "seed"),
			List.of("live"), Set.of(),
			(keys, subject) -> new Rise(keys.integer("masks"), keys.integer("grid"), keys.number("open"),
				keys.seed("seed"))), //
		AttributionEntry.of("sobol", "Fel 2021",
			(keys, subject) -> new Sobol(keys.integer("samples"), keys.integer("grid"), keys.seed("seed"),
				upsampling(keys)),
			"samples", "grid", "seed", "upsampling"), //
		AttributionEntry.of("xrai", "Kapishnikov 2019",
			(keys, subject) -> new Xrai(keys.integer("steps")), "steps"), //
		AttributionEntry.of("excitation-backprop", "Zhang 2018",
			(keys, subject) -> new ExcitationBackprop()), //
		AttributionEntry.of("lrp", "Bach 2015",
			(keys, subject) -> new Lrp(keys.choice("rule", RelevanceRules.values())), "rule")));

	private AttributionMethods() {}

	private static AttributionEntry noiseTunnel(final NoiseTunnel.Kind kind, final String paper) {
		return AttributionEntry.of(kind.toString(), paper,
			(keys, subject) -> new NoiseTunnel(kind, keys.choice("base", GradientMethod.values()),
				keys.integer("samples"), keys.number("noise"), keys.seed("seed")),
			"base", "samples", "noise", "seed");
	}

	private static AttributionEntry activationMap(final ActivationMap.Kind kind, final String paper) {
		return activationMap(kind.toString(), paper,
			(layer, relu, upsampling) -> new ActivationMap(kind, layer, relu, upsampling));
	}

	/** Makes a class activation map of a layer. */
	@FunctionalInterface
	private interface MapOfLayer {

		AttributionMethod of(String layer, boolean relu, Upsampling upsampling);
	}

	private static AttributionEntry activationMap(final String name, final String paper,
		final MapOfLayer map) {
		return AttributionEntry.of(name, paper,
			(keys, subject) -> map.of(layer(name, keys, subject), keys.flag("relu"), upsampling(keys)),
			"layer", "relu", "upsampling").needing(SPATIAL_LAYER);
	}

	private static String layer(final String method, final MethodKeys keys, final Subject subject) {
		final Pixels image = subject.image();
		return keys.isAuto("layer") ? subject.network()
			.lastSpatialLayer(method, subject.before(), image.height(), image.width()).name()
			: subject.network().layer(keys.text("layer").trim()).name();
	}

	private static Upsampling upsampling(final MethodKeys keys) {
		return keys.choice("upsampling", Upsampling.values());
	}

	/** Of an eighth of the shorter side, by half a window, unless told. */
	private static Occlusion occlusion(final MethodKeys keys, final Subject subject) {
		final int shorter = Math.min(subject.image().height(), subject.image().width());
		final int side = (int) keys.number("window", Math.max(1, shorter / 8));
		return new Occlusion(side, (int) keys.number("stride", Math.max(1, side / 2)),
			keys.choice("fill", Baseline.Standard.values()));
	}
}
