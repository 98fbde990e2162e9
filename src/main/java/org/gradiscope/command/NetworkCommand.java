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

import org.gradiscope.tensor.Pixels;
import org.gradiscope.model.Channels;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.imagej.PixelType;
import java.util.List;
import java.util.function.Consumer;

import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.imagej.ShownImage;
import org.gradiscope.model.store.ModelStore;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** A command that a network is opened for. */
public abstract class NetworkCommand extends GradiscopeCommand {

	static final String MODEL_DESCRIPTION = "The network: " + ModelStore.EMBEDDED +
		", a name that Download Model lists, or the path of a folder, an ONNX file (.onnx), a Keras file " +
		"(.keras, .h5), a frozen graph (.pb), a .zip or a .tar.gz.";
	static final String HEAD_DESCRIPTION =
		"Which of the network's outputs is meant, by a name that " +
			"Model Info lists; auto: the first that gives scores for classes, or else the first.";
	static final String ALSO_DESCRIPTION =
		"What the network takes besides the image: one number for all, " +
			"numbers with commas, a file of numbers (.csv, .txt), or an image by its title, ID or path; of " +
			"several, each as name: value, with semicolons between them.";
	/** Those for which {@link #takesVolumes} holds. */
	private static final String VOLUME_COMMANDS =
		"Classify, Saliency Map, Activations, Deep Dream, Adversarial Perturbation and Model Info";

	@Parameter
	private GradiscopeService gradiscope;

	@Parameter(label = "Model", attrs = @Attr(name = Hints.OFFERS, value = Hints.MODELS),
		persist = false, description = MODEL_DESCRIPTION)
	private String model = ModelStore.EMBEDDED;

	@Parameter(label = "Head", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = HEAD_DESCRIPTION)
	private String head = Keys.AUTO;

	@Parameter(label = "Also input", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = ALSO_DESCRIPTION)
	private String alsoinput = "";

	@Parameter(label = "Weights", choices = { "trained", "random" },
		attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "trained: as they are; random: those of all layers are drawn anew, as a control: " +
			"what a result shows then was not learnt (Adebayo et al. 2018).")
	private String weights = WeightChoice.TRAINED.toString();

	@Override
	final void execute() {
		check();
		try (OpenNetwork network = open(progress())) {
			if (network.descriptor().preprocessing().size().isVolume() && !takesVolumes())
				throw new IllegalArgumentException("The network " + network.descriptor().name() +
					" takes volumes, which " + Keys.title(this) +
					" does not work with yet; those that do are " + VOLUME_COMMANDS + ".");
			opened(network);
			tell(network);
			compute(network);
			tellPadding(network);
		}
	}

	/** The network, to be given back. */
	final OpenNetwork open(final Progress watcher) {
		final WeightChoice source = Keys.choice("weights", weights, WeightChoice.values());
		return given(source.of(gradiscope.open(model, head, watcher, prompt())), alsoinput, this::warn);
	}

	/** Another network, to be given back. */
	final OpenNetwork openFurther(final String name) {
		final OpenNetwork further = gradiscope.open(name, Keys.AUTO, progress(), prompt());
		tell(further);
		return further;
	}

	/** The network with what a text gives it besides the image; it is given back where that is refused. */
	static OpenNetwork given(final OpenNetwork network, final String also,
		final Consumer<String> say) {
		try {
			return network.given(OtherInputValues.of(also, network.descriptor(), say));
		}
		catch (final RuntimeException e) {
			network.close();
			throw e;
		}
	}

	/** Whether it works with networks of volumes, that is with z-stacks. */
	boolean takesVolumes() {
		return false;
	}

	/** What can be checked before a network is opened. */
	void check() {
		// Nothing, where there is no input.
	}

	/**
	 * An image as a network sees it: as the screen shows it; but to networks of other channels than those
	 * of pictures its channels are theirs, to networks of time series 32 bits are their own numbers, and to
	 * those that take grey levels all images are.
	 */
	static ShownImage shown(final Network network, final ImagePlus image) {
		final Preprocessing preprocessing = network.descriptor().preprocessing();
		final boolean own = preprocessing.size().series() && PixelType.of(image) == PixelType.GREY_32;
		final boolean levels = preprocessing.steps().isPresent();
		final ShownImage shown = preprocessing.channels().areOthers()
			? ShownImage.channels(image, preprocessing.channels(), network.descriptor().name(), levels)
			: levels ? ShownImage.levels(image, preprocessing.channels(), network.descriptor().name())
				: own ? ShownImage.numbers(image, preprocessing.range()) : ShownImage.of(image);
		return preprocessing.size().isVolume() ? shown.asVolumes() : shown;
	}

	/** The picture on the screen, as a network sees it. */
	static Pixels read(final OpenNetwork network, final ImagePlus image) {
		return shown(network, image).read();
	}

	/** What is to be known of the network before it is used. */
	void opened(final OpenNetwork network) {
		// Nothing, where there is no input.
	}

	abstract void compute(OpenNetwork network);

	/** All keys as they are, and the network. */
	final Recipe recipe(final OpenNetwork network) {
		return recipe(recipe(), network);
	}

	/** Adds what is to be known of a network. */
	static Recipe recipe(final Recipe keys, final OpenNetwork network) {
		final Recipe recipe = keys.with("network", network.descriptor().name())
			.with("network sha256", network.descriptor().sha256())
			.with("preprocessing", network.descriptor().preprocessing()).with("device", network.device())
			.whenWritten("padded", network::padding);
		final List<String> assumptions = network.descriptor().assumptions();
		return assumptions.isEmpty() ? recipe
			: recipe.with("not stated by the model", String.join("; ", assumptions));
	}
}
