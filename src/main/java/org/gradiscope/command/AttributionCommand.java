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

import ij.ImagePlus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import org.gradiscope.attribution.AttributionEntry;
import org.gradiscope.attribution.AttributionMethod;
import org.gradiscope.attribution.AttributionMethods;
import org.gradiscope.attribution.Baseline;
import org.gradiscope.engine.Network;
import org.gradiscope.imagej.ImageLookup;
import org.gradiscope.imagej.Region;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.imagej.SliceSelection;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/**
 * A command about saliency maps: by which method, and every method's own keys. Methods read
 * these by name; {@link AttributionMethods} says which.
 */
public abstract class AttributionCommand extends TargetCommand {

	/** All methods but slow ones. */
	static final String ALL = "all";
	static final String EVERY = "every";

	@Parameter(label = "Method", attrs = @Attr(name = Hints.METHOD, value = Hints.SALIENCY),
		persist = false)
	private String method = "smoothgrad";

	@Parameter(label = "Layer",
		attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO + "|" + Hints.MAPS), persist = false,
		description = "The layer whose activations are mapped; auto: the last one with positions that " +
			"the target depends on.")
	private String layer = Keys.AUTO;

	@Parameter(label = "Positive parts only", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Whether evidence against the target is set to zero, as in the papers.")
	private boolean relu = true;

	@Parameter(label = "Upsampling", choices = { "bilinear", "nearest" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "How a layer's map is stretched over the image.")
	private String upsampling = "bilinear";

	@Parameter(label = "Map to average", choices = { "gradient", "guided-backprop", "deconvnet" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Whose maps are averaged over noisy images.")
	private String base = "gradient";

	@Parameter(label = "Samples", min = "1", persist = false,
		description = "How many noisy images are averaged; of gradient-shap, how many points of the way.")
	private int samples = 50;

	@Parameter(label = "Noise (fraction of the range)", min = "0", max = "1", stepSize = "0.05",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The noise of smoothgrad and vargrad: its standard deviation as " +
			"a fraction of the value range.")
	private double noise = 0.15;

	@Parameter(label = "Steps", min = "1", persist = false,
		description = "How many gradients are taken on the way from the baseline.")
	private int steps = 50;

	@Parameter(label = "Baseline",
		attrs = @Attr(name = Hints.OFFERS, value = "black|white|mean|blur|" + Hints.IMAGES),
		persist = false,
		description = "Where the way begins: black, white, mean, blur, or another image: the title or " +
			"ID of an open one, or a path. gradient-shap takes several, separated by semicolons.")
	private String baseline = "black";

	@Parameter(label = "Largest blur (pixels)",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false,
		description = "The standard deviation of the blur that the way begins at; auto: a sixth of the shorter side.")
	private String sigma = Keys.AUTO;

	@Parameter(label = "Window (pixels)", attrs = @Attr(name = Hints.OFFERS, value = Keys.AUTO),
		persist = false,
		description = "The side of the square that is covered; auto: an eighth of the shorter side.")
	private String window = Keys.AUTO;

	@Parameter(label = "Stride (pixels)",
		attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.OFFERS, value = Keys.AUTO) },
		persist = false, description = "From one window to the next; auto: half of the window.")
	private String stride = Keys.AUTO;

	@Parameter(label = "Fill", choices = { "mean", "black", "white", "blur" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false, description = "What covers the window.")
	private String fill = "mean";

	@Parameter(label = "Masks", min = "1", persist = false,
		description = "How many random masks. The logit needs many more than the probability, which the paper explains.")
	private int masks = 4000;

	@Parameter(label = "Grid (cells)", min = "2", max = "1024", attrs = @Attr(name = Hints.ADVANCED),
		persist = false, description = "The cells of a mask along each side.")
	private int grid = 7;

	@Parameter(label = "Open cells (fraction)", min = "0.01", max = "0.99", stepSize = "0.1",
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "The probability of a cell to be open.")
	private double open = 0.5;

	@Parameter(label = "Rule",
		choices = { "composite", "zero", "epsilon", "gamma", "alpha1beta0", "excitation" },
		persist = false, description = "How relevance is shared: composite, the usual " +
			"rule for each kind of layer (Montavon 2019); or one for all of them.")
	private String rule = "composite";

	@Parameter(label = "Seed",
		attrs = { @Attr(name = Hints.ADVANCED),
			@Attr(name = Hints.WHEN, value = "randomization=true|false") },
		persist = false, description = "Of all that is random; equal seeds give equal results.")
	private long seed = 1;

	AttributionCommand() {}

	/** @param slices what it works on unless told */
	AttributionCommand(final SliceSelection slices) {
		super(slices);
	}

	/** The method that the key names. */
	final String methodName() {
		return named("method", method);
	}

	final long seed() {
		return seed;
	}

	/**
	 * A method with this command's keys.
	 *
	 * @param layers that what is explained is of
	 * @param region what the network sees of the image
	 * @param image the pixels of that, by which automatic sizes are chosen
	 * @throws IllegalArgumentException if a key's value is outside its bounds
	 */
	final AttributionMethod method(final String name, final Network network,
		final Collection<String> layers, final Region region, final Pixels image) {
		return AttributionMethods.REGISTRY.get(name).maker().make(Keys.FieldKeys.of(this),
			new AttributionEntry.Subject(network.descriptor(), image, network.layersBefore(layers),
				other -> new OtherImage(other, region, seen -> shown(network, seen), this::warn)));
	}

	/** The same where no key but the one that names it is a person's: each is as it is unless told. */
	static AttributionMethod usual(final String key, final String name, final Network network,
		final Collection<String> layers, final Region region, final Pixels image) {
		return new Usual().method(named(key, name), network, layers, region, image);
	}

	/** Nothing but the keys as they are unless told. */
	private static final class Usual extends AttributionCommand {

		@Override
		void compute(final OpenNetwork network) {
			throw new UnsupportedOperationException("These are keys, and no command.");
		}
	}

	/** What another image shows where the network sees this one; the recipe says its name. */
	private record OtherImage(String name, Region region, Function<ImagePlus, ShownImage> seen,
		Consumer<String> say) implements Baseline {

		@Override
		public Tensor of(final Pixels image) {
			return Baseline.image(ImageLookup.pixels(name, region, image, seen, say)).of(image);
		}

		@Override
		public String toString() {
			return name;
		}
	}

	/**
	 * The methods that a text names, in its order.
	 *
	 * @param text names separated by commas, {@value #ALL}, {@value #EVERY}, or nothing for the key {@code method} alone
	 */
	final List<String> methods(final String text) {
		if (text.isBlank()) return List.of(methodName());
		if (text.trim().equalsIgnoreCase(ALL) || text.trim().equalsIgnoreCase(EVERY))
			return AttributionMethods.REGISTRY.names();
		final List<String> names = new ArrayList<>();
		for (final String name : text.split(","))
			names.add(named("compare", name));
		return names;
	}

	private static String named(final String key, final String name) {
		return Keys.choice(key, name, AttributionMethods.REGISTRY.names().toArray(String[]::new));
	}
}
