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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.patch.Holdout;
import org.gradiscope.attack.robustness.Epsilons;
import org.gradiscope.attack.robustness.Proportion;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.files.Checksums;
import org.gradiscope.files.FileTrees;
import org.gradiscope.imagej.ImageSet;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Model;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.model.store.ModelWriter;
import org.gradiscope.training.TrainingImages;
import org.gradiscope.training.TrainingLoop.Course;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** A command that trains a network on images, and writes it as a model folder. */
public abstract class TrainingCommand extends ImageSetCommand {

	/** Of networks that are saved unasked, in the user's home. */
	private static final String FOLDER = "gradiscope-models";
	/** Of the notes: which of a training's states the network is, where it was not the last. */
	static final String KEPT =
		"the state that did best on the held-out images, so their figures flatter a little";
	/** With fewer held out, a share is known to a tenth at best. */
	private static final int FEW = 100;

	@Parameter(label = "Model", attrs = @Attr(name = Hints.OFFERS, value = Hints.MODELS),
		persist = false, description = NetworkCommand.MODEL_DESCRIPTION)
	private String model = ModelStore.EMBEDDED;

	@Parameter(label = "Held-out share", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Which part of the images is not trained on, but measured with; over 0, under 1.")
	private double holdout = 0.25;

	@Parameter(label = "Seed", attrs = @Attr(name = Hints.ADVANCED), persist = false,
		description = "Of all that is random: which images are held out, their order, first weights.")
	private int seed = 1;

	@Parameter(label = "Save to", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "The path of the folder that the trained network is written to, which is not " +
			"there yet; auto: a new one in the folder " + FOLDER + " in your home.")
	private String save = Keys.AUTO;

	@Parameter(label = "Title", attrs = { @Attr(name = Hints.ADVANCED), @Attr(name = Hints.ONCE) },
		persist = false,
		description = "The curves' title, and the start of the tables'; auto: the stack's title without " +
			"extension, or the folder's name, then what the command does.")
	private String title = Titles.AUTO;

	/** Said once there is a network: a refusal before is one line. */
	private final List<String> remarks = new ArrayList<>();

	final String model() {
		return model;
	}

	final double holdout() {
		return holdout;
	}

	final long seed() {
		return seed;
	}

	/** Of the first result. */
	final String title(final ImageSet images, final String what) {
		return Titles.unique(title, images.title() + "-" + what);
	}

	/** @throws IllegalArgumentException if a number is not a whole one from 1 on */
	static int positive(final String key, final int number) {
		if (number < 1) throw new IllegalArgumentException(
			"The key '" + key + "' is a whole number from 1, but " + number + " was given.");
		return number;
	}

	/** All images, with their classes; it will be said how many were resized. */
	final TrainingImages read(final ImageSet images, final int[] classes) {
		final TrainingImages read = TrainingImages.read(images.examples(classes), progress());
		if (read.resized() > 0) remarks.add(read.resized() + " of " + read.examples().count() +
			" images were resized to " + read.examples().images().width() + "x" +
			read.examples().images().height() + ", the size of most.");
		return read;
	}

	/**
	 * Where the network will be.
	 *
	 * @param name of it, for auto
	 * @throws IllegalArgumentException if something is there, or it cannot be
	 */
	final Path place(final String name) {
		if (Keys.isAuto(save)) return writable(fresh(property("user.home").resolve(FOLDER), name));
		try {
			final Path folder = Path.of(save.trim()).toAbsolutePath().normalize();
			if (Files.exists(folder))
				throw new IllegalArgumentException("The key 'save' is the path of a " +
					"folder that is not there yet, but " + folder + " is; name another.");
			return writable(folder);
		}
		catch (final InvalidPathException e) {
			throw new IllegalArgumentException(
				"The key 'save' is the path of a folder or auto, but '" + save + "' was given.", e);
		}
	}

	/** That it cannot be written is known before the training. */
	private static Path writable(final Path folder) {
		Path above = folder.getParent();
		while (above != null && !Files.exists(above))
			above = above.getParent();
		if (above == null || !Files.isDirectory(above) || !Files.isWritable(above))
			throw new IllegalArgumentException("The network cannot be written to " + folder + ", since " +
				(above == null ? "there is no such place" : above + " cannot be written to") +
				"; name another folder (save=).");
		return folder;
	}

	private static Path property(final String key) {
		return Path.of(System.getProperty(key));
	}

	private static Path fresh(final Path above, final String name) {
		Path folder = above.resolve(name);
		for (int number = 2; Files.exists(folder); number++)
			folder = above.resolve(name + "-" + number);
		return folder;
	}

	/** It will be said that weights of a network that are no kernels or biases are not trained. */
	final void tellFixed(final Network network) {
		final int layers = network.weights().fixedLayers().size();
		if (layers > 0)
			note("Kernels and biases are trained; normalizations, and what else has weights in " +
				(layers == 1 ? "1 layer" : layers + " layers") + ", stay as they are.");
	}

	/**
	 * Which images are held out, where classes do not matter.
	 *
	 * @param what is trained, with its article
	 * @throws IllegalArgumentException if there is one image only
	 */
	final Holdout split(final TrainingImages read, final String what) {
		if (read.examples().count() < 2) throw new IllegalArgumentException(what +
			" is trained on some images and tried on others, so it " +
			"takes two or more, but there is one; open a stack of several, or name a folder (folder=).");
		return Holdout.of(read.examples().count(), holdout(), seed());
	}

	/** What perturbations are trained on; auto: 8/255 of the value range, a level at least. */
	static Bound bound(final String epsilon, final TrainingImages read) {
		final double usual = 8.0 / 255 * read.examples().images().range().extent();
		final Bound bound = new Bound(Norm.LINF,
			Keys.number("epsilon", epsilon, read.format().atLeastOneLevel(Norm.LINF, usual)));
		new Epsilons(List.of(bound.epsilon()), false).check(read.examples().images().range(),
			read.format());
		return bound;
	}

	/** Says, if a training was canceled, that the best until then is kept. */
	final void tellCanceled(final Course course) {
		if (!course.canceled()) return;
		keepWhatIsThere();
		warn("Canceled: what is kept is the best until then, after step " + course.best().step() + ".");
	}

	/**
	 * Figures of a network that was trained. Whoever cancels that, or an engine that fails at it, does not take the
	 * network with it: there are no figures then, and a line says so.
	 */
	final <T> Optional<T> measured(final Supplier<T> figures) {
		try {
			return Optional.of(figures.get());
		}
		catch (final CancellationException e) {
			keepWhatIsThere();
			warn(
				"Canceled in the attacks on held-out images: the network is kept, without these figures.");
		}
		catch (final RuntimeException | OutOfMemoryError e) {
			warn(
				"The network is kept, without the figures of the attacks on held-out images, which failed: " +
					ErrorReport.line(e));
		}
		return Optional.empty();
	}

	/** A part of all that is done, in tenths. */
	final Progress part(final int part, final int length, final String what) {
		return new Progress.SubProgress(progress(), part, length, 10, what);
	}

	/** What a network is called in another's notes. */
	static String named(final Network network) {
		return network.descriptor().name() + ", SHA-256 " + network.descriptor().sha256();
	}

	/** What is to be known of the images that a network was trained on. */
	static Map<String, Object> trainedOn(final ImageSet images, final TrainingImages read,
		final int[] training, final int[] heldOut) {
		final StringBuilder list = new StringBuilder();
		for (final int index : training)
			list.append(images.names().get(read.parts()[index]).keys().get(0)).append('\n');
		final Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("images", training.length);
		facts.put("held-out", heldOut.length);
		facts.put("list-sha256", Checksums.of(list.toString().getBytes(StandardCharsets.UTF_8)));
		return facts;
	}

	/** A share with its interval. */
	static Map<String, Object> described(final Proportion share) {
		final Map<String, Object> facts = new LinkedHashMap<>();
		facts.put("images", share.total());
		facts.put("share", rounded(share.value()));
		facts.put("interval", Arrays.asList(rounded(share.low()), rounded(share.high())));
		return facts;
	}

	private static double rounded(final double share) {
		return Math.round(share * 1e4) / 1e4;
	}

	/** What will be said with the network. */
	final void remark(final String sentence) {
		remarks.add(sentence);
	}

	/** It will be said that few images show little. */
	final void tellFew(final int heldOut) {
		if (heldOut < FEW) remarks.add(String.format(Locale.ROOT,
			"Only %d images are held out, so shares are known to about %.2f only; more images would " +
				"train it better and tell more.",
			heldOut, 1 / Math.sqrt(heldOut)));
	}

	/**
	 * Writes a network, and says where it is. Of the notes of the network that it was before, only what was
	 * assumed holds of it too.
	 *
	 * @param training what it was trained on, and how
	 * @param figures of held-out images; none if they could not be measured
	 * @return where it is
	 */
	final Path save(final TrainableNetwork network, final Path folder,
		final Map<String, Object> training, final Map<String, Object> figures) {
		final Model now = network.model(String.valueOf(folder.getFileName()));
		final Map<String, Object> notes = new LinkedHashMap<>();
		final Map<String, Object> known = now.description().get(Fact.NOTES).orElse(Map.of());
		if (known.containsKey(ModelDescriptor.ASSUMED))
			notes.put(ModelDescriptor.ASSUMED, known.get(ModelDescriptor.ASSUMED));
		notes.put("training", training);
		if (!figures.isEmpty()) notes.put("held-out", figures);
		notes.put("made-by", "Gradiscope " + version());
		final Path place = write(
			new Model(now.description().with(Fact.NOTES, notes, "the training"), now.source()), folder);
		remarks.forEach(this::warn);
		warn("The network is in " + place + "; model=" + place + " opens it.");
		return place;
	}

	/** What was learnt in hours is not lost to a disk that has filled since: another place is tried. */
	private Path write(final Model model, final Path folder) {
		IOException first = null;
		for (final Path place : List.of(folder,
			fresh(property("user.home").resolve(FOLDER), "trained-network"),
			fresh(property("java.io.tmpdir"), "trained-network")))
			try {
				ModelWriter.write(model, place);
				if (first != null) warn("The network could not be written to " + folder + ": " +
					FileTrees.reason(first) + "; it was written elsewhere.");
				return place;
			}
			catch (final IOException e) {
				if (first == null) first = e;
			}
		throw new IllegalArgumentException("The network could not be written to " + folder + ": " +
			FileTrees.reason(first) + "; name another folder (save=).", first);
	}
}
