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

package org.gradiscope.engine.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Memory;
import org.gradiscope.engine.NativeLibraries;
import org.gradiscope.engine.Progress;
import org.gradiscope.files.FileTrees;
import org.gradiscope.files.UserCache;
import org.gradiscope.model.Model;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.model.store.TrialRecord;

/**
 * A network that was never opened on this machine is first opened, and run forwards and backwards on a
 * small image, in a separate process: TensorFlow checks less than it should, and what brings it down
 * brings down Java with all unsaved work. That it went well is remembered. The embedded network and
 * downloads with a publisher's checksum need no trial.
 * <p>
 * The user may set {@value TrialSettings#VARIABLE} to {@code false}, or to the seconds that one may
 * take.
 * </p>
 */
public final class Trial {

	private static final Duration USUAL = Duration.ofSeconds(30);
	/** That a second more is given for. */
	private static final long BYTES_PER_SECOND = 5_000_000;

	/** Of the memory that there is; the rest is the application's. */
	private static final double SHARE = 0.8;

	private final String name;
	private final Model model;
	private final Progress progress;
	private final TrialRecord tried;
	private final TrialSettings settings = TrialSettings.now();

	private Trial(final String name, final Model model, final Progress progress,
		final TrialRecord tried) {
		this.name = name;
		this.model = model;
		this.progress = progress;
		this.tried = tried;
	}

	/**
	 * Returns if the network may be opened here.
	 *
	 * @param name by which {@link ModelStore#find} has found it
	 * @param engine that is to open it
	 * @param progress told that it is tried, and asked whether to go on
	 * @param remarks told in one line if it could not be tried, but may be opened
	 * @throws EngineException if it was tried and is refused, has crashed or hung
	 * @throws IllegalArgumentException if what is stated of it is wrong, or what is set about trials
	 * @throws java.util.concurrent.CancellationException if canceled
	 */
	public static void require(final String name, final Model model, final Engine engine,
		final Progress progress, final Consumer<String> remarks) {
		require(name, model, engine, progress, remarks, TrialRecord.usual());
	}

	/** The same, with those that need no trial. */
	static void require(final String name, final Model model, final Engine engine,
		final Progress progress, final Consumer<String> remarks, final TrialRecord tried) {
		final Optional<NativeLibraries> natives = engine.natives();
		if (natives.isEmpty() || ModelStore.isEmbedded(name)) return;
		final Trial trial = new Trial(name, model, progress, tried);
		if (trial.settings.wanted() && !tried.has(model))
			trial.check(trial.result(natives.get().obtain()), remarks);
	}

	private TrialResult result(final Path natives) {
		progress.report(0, 1, "trying " + model.name() + " in a separate process, once");
		try (TrialProcess process =
			new TrialProcess(natives, (long) (SHARE * Memory.available()), progress)) {
			return process.attempt(ModelStore.place(name).map(Path::toString).orElse(name), model.head(),
				limit(), progress);
		}
		catch (final IOException | SecurityException e) {
			return new TrialResult(TrialResult.Kind.NOT_TRIED, FileTrees.reason(e));
		}
	}

	/** As much longer as the network is larger. */
	private Duration limit() {
		return settings.limit()
			.orElseGet(() -> USUAL.plusSeconds(model.source().size() / BYTES_PER_SECOND));
	}

	private void check(final TrialResult result, final Consumer<String> remarks) {
		switch (result.kind()) {
			case RAN -> keep(result.text());
			case REFUSED -> throw new EngineException(result.text());
			case WRONG_CALL -> throw new IllegalArgumentException(result.text());
			case CRASHED -> throw new EngineException("The network " + model.name() +
				" was tried in a separate process, which it crashed " + result.text() +
				"; it was not opened here. Export it again for inference, or take another.");
			case HUNG -> throw new EngineException("The network " + model.name() +
				" was tried in a separate process, which was stopped because " + result.text() +
				"; give it more time by " + TrialSettings.VARIABLE +
				" (in seconds), or take a smaller one.");
			case TOO_LARGE -> throw new EngineException("The network " + model.name() +
				" was tried in a separate process, which was stopped because " + result.text() +
				" of memory; free some memory, or take a smaller one.");
			case NOT_TRIED -> remarks.accept("The network " + model.name() +
				" was opened without a trial, because no separate process could be started (" +
				result.text() + "); see that Java may start another and has a temporary folder, or set " +
				TrialSettings.VARIABLE + "=false to silence this message.");
		}
	}

	private void keep(final String key) {
		if (!key.equals(TrialRecord.key(model))) throw new EngineException(
			"The files of the network " + model.name() + " changed while it was tried; open it again.");
		tried.keep(model);
	}

	/**
	 * What a user has set about trials, by the system property {@value #PROPERTY} or else the environment
	 * variable {@value #VARIABLE}: {@code false} for none, or how many seconds one may take.
	 *
	 * @param wanted whether strangers' networks are tried
	 * @param limit that a trial may take; empty: by the network's size
	 */
	record TrialSettings(boolean wanted, Optional<Duration> limit) {

		static final String PROPERTY = "gradiscope.trial";
		static final String VARIABLE = "GRADISCOPE_TRIAL";

		/** As they are now. */
		static TrialSettings now() {
			return of(System::getProperty, System::getenv);
		}

		/** @throws IllegalArgumentException if it is set to something else */
		static TrialSettings of(final UnaryOperator<String> property,
			final UnaryOperator<String> variable) {
			final String stated =
				new UserCache(property, variable).setting(PROPERTY, VARIABLE).orElse("").strip();
			return switch (stated.toLowerCase(Locale.ROOT)) {
				case "", "true" -> new TrialSettings(true, Optional.empty());
				case "false" -> new TrialSettings(false, Optional.empty());
				default -> new TrialSettings(true, Optional.of(seconds(stated)));
			};
		}

		private static Duration seconds(final String stated) {
			if (stated.matches("[1-9][0-9]{0,5}")) return Duration.ofSeconds(Integer.parseInt(stated));
			throw new IllegalArgumentException(VARIABLE + " (or " + PROPERTY + ") is '" + stated +
				"', but false, true or a number of seconds was expected.");
		}
	}
}
