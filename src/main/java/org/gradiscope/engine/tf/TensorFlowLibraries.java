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

package org.gradiscope.engine.tf;

import java.nio.file.Path;
import java.util.Optional;

import org.bytedeco.javacpp.Loader;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.EngineHost;
import org.gradiscope.engine.NativeLibraries;
import org.gradiscope.engine.Progress;

/** TensorFlow's, for the machine at hand. */
final class TensorFlowLibraries implements NativeLibraries {

	static final String NAME = "tensorflow";
	static final String SIZE = "about 150 MB";
	static final String LICENCE = "Apache-2.0";

	private final EngineHost host;
	private final NativeSettings settings;
	private final ClassPathLibraries classPath;
	private final GraphicsCard card;

	/**
	 * The libraries that are taken.
	 *
	 * @param folder that they can be loaded from
	 * @param card where those for a graphics card are; nothing where there are none
	 * @param fault why the card is not used; nothing where there is none to speak of
	 */
	record Choice(Path folder, Optional<Path> card, Optional<String> fault) {}

	TensorFlowLibraries(final EngineHost host) {
		this(host, new GraphicsCard());
	}

	TensorFlowLibraries(final EngineHost host, final GraphicsCard card) {
		this(host, NativeSettings.now(),
			new ClassPathLibraries(TensorFlowLibraries.class.getClassLoader()), card);
	}

	TensorFlowLibraries(final EngineHost host, final NativeSettings settings,
		final ClassPathLibraries classPath, final GraphicsCard card) {
		this.host = host;
		this.settings = settings;
		this.classPath = classPath;
		this.card = card;
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public String size() {
		return SIZE;
	}

	@Override
	public String licence() {
		return LICENCE;
	}

	@Override
	public Optional<Path> find() {
		final Optional<NativePlatform> platform = NativePlatform.find(Loader.getPlatform());
		final Optional<NativeSearch.Location> usual = platform.flatMap(p -> search(p).find());
		final Optional<NativeSearch.Location> cards = platform.flatMap(this::findForCard);
		final boolean preferred = cards.isPresent() && (usual.isEmpty() || card.fault().isEmpty());
		return (preferred ? cards : usual).map(NativeSearch.Location::where);
	}

	@Override
	public Path obtain() {
		return choose().folder();
	}

	/** Those for a graphics card where one answers and they load; else those for the processor. */
	Choice choose() {
		final NativePlatform platform = NativePlatform.of(Loader.getPlatform());
		final NativeSearch search = search(platform);
		final Optional<NativeSearch.Location> usual = search.find();
		final Optional<NativeSearch.Location> cards = findForCard(platform);
		final Optional<Path> where = cards.map(NativeSearch.Location::where);
		Optional<String> fault = cards.flatMap(location -> card.fault());
		// They run on the processor too, where there are no others.
		if (cards.isPresent() && (fault.isEmpty() || usual.isEmpty())) {
			final Path folder = prepared(cards.get());
			if (usual.isPresent()) fault = GraphicsCard.loadingFault(platform.libraries(), folder);
			if (fault.isEmpty() || usual.isEmpty()) return new Choice(folder, where, fault);
		}
		return new Choice(usual.map(this::prepared).orElseGet(() -> brought(platform, search)), where,
			fault);
	}

	private Optional<NativeSearch.Location> findForCard(final NativePlatform platform) {
		// Whoever names the very folder has chosen.
		return settings.libraries().isPresent() ? Optional.empty()
			: platform.withCard().flatMap(p -> search(p).find());
	}

	private Path prepared(final NativeSearch.Location location) {
		return location.prepare().apply(host.progress());
	}

	private Path brought(final NativePlatform platform, final NativeSearch search) {
		if (settings.libraries().isPresent()) throw new EngineException("TensorFlow's libraries for " +
			platform + " were looked for where " + NativeSettings.LIBRARIES + " says: in " +
			search.searched() + ". Lay them there, or unset " + NativeSettings.LIBRARIES + ".");
		if (!agreed(platform)) throw new EngineException("TensorFlow's libraries for " + platform +
			" are not on this machine; they were looked for in " + search.searched() + ". " +
			byHand(platform) + ", or agree to a download of " + SIZE + " (download-model name=" + NAME +
			" download=true, or " + NativeSettings.DOWNLOAD_VARIABLE + "=true).");
		return download(platform);
	}

	private boolean agreed(final NativePlatform platform) {
		return settings.download() ||
			host.agreesToDownload("TensorFlow's libraries for " + platform + " (" + SIZE + ", licence " +
				LICENCE + ") from the server of DJL, the Deep Java Library, into " + settings.folder());
	}

	private Path download(final NativePlatform platform) {
		final Progress progress = host.progress();
		try {
			return LoadingContext.during(() -> new NativeInstaller(settings.folder(), platform)
				.install(progress, new NativeDownload(progress)));
		}
		catch (final NativeDownload.Failed e) {
			throw new EngineException("DJL could not download TensorFlow's libraries for " + platform +
				" (" + e.getMessage() + "). " + byHand(platform) + ", or try again later.", e);
		}
	}

	private String byHand(final NativePlatform platform) {
		final Path folder = settings.stated() ? settings.folder()
			: host.nativeFolders().stream().findFirst().orElse(settings.folder());
		return "Lay " + platform.jar() + " from Maven Central into " + folder +
			" (see docs/install.md), or run the install script";
	}

	private NativeSearch search(final NativePlatform platform) {
		return new NativeSearch(settings, host.nativeFolders(), platform, classPath);
	}
}
