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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.DenoiserArchitecture;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.trial.Trial;
import org.gradiscope.imagej.ImageJHost;
import org.gradiscope.imagej.UserPrompt;
import org.gradiscope.model.Model;
import org.gradiscope.model.store.ModelCache;
import org.gradiscope.model.store.ModelStore;
import org.scijava.app.StatusService;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/** Keeps a few networks open, and the engine from the first one on. */
@Plugin(type = Service.class)
public class DefaultGradiscopeService extends AbstractService implements GradiscopeService {

	/** So many networks stay open though nobody uses them. */
	private static final int KEPT = 2;

	/** That are looked at to see whether a model has changed. */
	private static final int MOST_FILES = 1000;

	/** By the name and the head that users give; the one used last is at the end. */
	private final Map<List<String>, CachedNetwork> entries = new LinkedHashMap<>(8, 0.75f, true);
	private Engine engine;
	/** Of who opens a network now. */
	private Progress progress = Progress.NONE;
	/** Of the same. */
	private UserPrompt prompt = UserPrompt.NONE;

	private static final class CachedNetwork {

		private final Network network;
		private final long stamp;
		private final NetworkHistory history = new NetworkHistory();
		private int users;
		private boolean retired;

		private CachedNetwork(final Network network, final long stamp) {
			this.network = network;
			this.stamp = stamp;
		}

		private void closeIfDone() {
			if (retired && users == 0) network.close();
		}
	}

	@Override
	public synchronized OpenNetwork open(final String model, final String head,
		final Progress watcher, final UserPrompt asked) {
		progress = watcher;
		prompt = asked;
		final String name = model.trim();
		final long stamp = stamp(name);
		final List<String> key = List.of(name, Keys.isAuto(head) ? Keys.AUTO : head.trim());
		final CachedNetwork known = entries.get(key);
		if (known != null && known.stamp != stamp) retire(entries.remove(key));
		final CachedNetwork entry = entries.computeIfAbsent(key, k -> opened(name, k.get(1), stamp));
		entry.users++;
		return new OpenNetwork(entry.network, () -> giveBack(entry), entry.history);
	}

	private CachedNetwork opened(final String name, final String head, final long stamp) {
		final Model model = find(name).withHead(head);
		if (engine == null) engine = loadEngine();
		requireTried(name, model);
		return new CachedNetwork(engine.open(model), stamp);
	}

	@Override
	public synchronized OpenNetwork create(final Architecture architecture, final String name,
		final long seed) {
		if (engine == null) engine = loadEngine();
		return own(engine.create(architecture, name, seed));
	}

	@Override
	public synchronized OpenNetwork denoised(final OpenNetwork network,
		final DenoiserArchitecture architecture, final String name, final long seed) {
		return own(network.weights().denoised(architecture, name, seed));
	}

	/** Closed when it is given back. */
	private OpenNetwork own(final Model model) {
		final Network network = engine.open(model);
		return new OpenNetwork(network, network::close, new NetworkHistory());
	}

	/** Something that nobody should miss. */
	private void warn(final String remark) {
		log().warn(remark);
		final StatusService status = getContext().getService(StatusService.class);
		if (status != null) status.showStatus(1, 1, remark, true);
	}

	/** Where models come from. */
	protected Model find(final String name) {
		return ModelStore.find(name);
	}

	/** Tries in a separate process what was never opened on this machine. */
	protected void requireTried(final String name, final Model model) {
		Trial.require(name, model, engine, progress, this::warn);
	}

	/** Called when the first network is opened. */
	protected Engine loadEngine() {
		return Engine.load(
			new ImageJHost(false, (title, question) -> prompt.confirm(title, question), () -> progress));
	}

	private synchronized void giveBack(final CachedNetwork entry) {
		entry.users--;
		entry.closeIfDone();
		closeIdle();
	}

	/** Closes what has not been used for longest, as far as nobody uses it now. */
	private void closeIdle() {
		int idle = (int) entries.values().stream().filter(e -> e.users == 0).count();
		for (final Iterator<CachedNetwork> all = entries.values().iterator(); idle > KEPT;) {
			final CachedNetwork entry = all.next();
			if (entry.users > 0) continue;
			all.remove();
			retire(entry);
			idle--;
		}
	}

	private static void retire(final CachedNetwork entry) {
		entry.retired = true;
		entry.closeIfDone();
	}

	/** Closes all networks; those in use as soon as they are given back. */
	@Override
	public synchronized void dispose() {
		entries.values().forEach(DefaultGradiscopeService::retire);
		entries.clear();
	}

	/** Changes with the model's file and those that speak of it, or with what is in its folder and the folders in that. */
	private static long stamp(final String name) {
		try (Stream<Path> files = files(place(name))) {
			long stamp = 0;
			for (final Path file : files.sorted().limit(MOST_FILES).toList())
				stamp = 31 * stamp + Files.getLastModifiedTime(file).toMillis() + Files.size(file);
			return stamp;
		}
		catch (final IOException | UncheckedIOException | InvalidPathException e) {
			// The embedded one, or one that is not there, as who opens it will say.
			return 0;
		}
	}

	private static Stream<Path> files(final Path place) throws IOException {
		if (!Files.isRegularFile(place)) return Files.walk(place, 2);
		final String name = place.getFileName().toString();
		return Files.list(place.toAbsolutePath().getParent()).filter(file -> {
			final String other = file.getFileName().toString();
			return other.startsWith(name) || other.matches("(?i).*\\.(ya?ml|json|properties|txt)");
		});
	}

	private static Path place(final String name) {
		final Path path = Path.of(name);
		return Files.exists(path) ? path : ModelCache.folder().resolve(name);
	}
}
